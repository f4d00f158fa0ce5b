import type { Diagnosis, Finding } from './Finding.ts';

/** A diagnosis as a person reads it. */
export function report(url: string, { findings, notes }: Diagnosis): string {
  const count =
    findings.length === 0 ? 'nothing is wrong' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  return [`${url}: ${count}\n`, ...findings.map(describe), ...notes.map((note) => `Note: ${note}\n`)].join('\n');
}

function describe({ code, monitor, title, cause, evidence, fix }: Finding): string {
  return [
    `${title}  [${code}${monitor === undefined ? '' : `, ${monitor}`}]`,
    `  Cause  ${cause}`,
    ...evidence.map((each) => `  Seen   ${each}`),
    `  Fix    ${fix}`,
    '',
  ].join('\n');
}
