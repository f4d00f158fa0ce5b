/** What this project reads of the report that vitest's JSON reporter writes. */
export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    /** The file's path. */
    name: string;
    /** Milliseconds since 1970. */
    startTime: number;
    endTime: number;
    status: string;
    assertionResults: { status: string }[];
  }[];
}

export interface Summary {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts the runs of a command so that nothing that went wrong reads as success: a file that could not be loaded has no failed test in the
 * report, and neither has an unhandled error; each counts as one failure.
 */
export function summarize(reports: (Report | undefined)[], exitCode: number): Summary {
  const summary: Summary = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) {
    if (!report) {
      summary.failed++;
      continue;
    }
    const brokenFiles = report.testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    );
    summary.passed += report.numPassedTests;
    summary.failed += report.numFailedTests + brokenFiles.length;
    summary.skipped += report.numPendingTests + report.numTodoTests;
  }
  const didNothing = summary.passed + summary.skipped === 0;
  if (summary.failed === 0 && (exitCode !== 0 || didNothing)) summary.failed = 1;
  return summary;
}
