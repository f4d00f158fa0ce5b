import { expect, it } from 'vitest';
import { summarize, type Report } from './summary.ts';

const file = { name: '/repo/a.test.ts', startTime: 0, endTime: 1 };
const clean: Report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ ...file, status: 'passed', assertionResults: [{ status: 'passed' }] }],
};

it('counts what passed, failed and was skipped', () => {
  expect(summarize([clean], 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
});

it('adds the runs of a command up, where one may have had nothing to do', () => {
  const nothing = { ...clean, numPassedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  expect(summarize([clean, nothing, { ...clean, numFailedTests: 1 }], 1)).toEqual({ passed: 6, failed: 1, skipped: 4 });
  expect(summarize([clean, undefined], 0)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

it('counts a file that could not be loaded', () => {
  const report = { ...clean, testResults: [{ ...file, status: 'failed', assertionResults: [] }] };
  expect(summarize([report], 1).failed).toBe(1);
});

it('counts a file with failed tests by its tests only', () => {
  const report = {
    ...clean,
    numFailedTests: 2,
    testResults: [{ ...file, status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] }],
  };
  expect(summarize([report], 1).failed).toBe(2);
});

it('never calls a run without a report, with an unhandled error or without tests a success', () => {
  expect(summarize([undefined], 0).failed).toBe(1);
  expect(summarize([clean], 1).failed).toBe(1);
  expect(summarize([{ ...clean, numPassedTests: 0, numPendingTests: 0, numTodoTests: 0 }], 0).failed).toBe(1);
});
