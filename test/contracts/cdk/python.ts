import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { resolve } from 'node:path';

const target = resolve(import.meta.dirname, '../../../.cache/python');
const packages = { cfnlint: 'cfn-lint', samtranslator: 'aws-sam-translator' };

/** Runs Python with what the tests need of it, and no AWS account to ask. */
export function python(args: string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync('python3', args, {
    encoding: 'utf8',
    input,
    env: { ...process.env, PYTHONPATH: target, AWS_DEFAULT_REGION: 'us-east-1', SAM_CLI_TELEMETRY: '0' },
  });
}

/** Why Python's linters cannot run here; installs them if they are missing. Undefined when they can. */
export function missingLinters(): string | undefined {
  const test = ['-c', `import ${Object.keys(packages).join(', ')}`];
  if (python(['--version']).status !== 0) return 'no python3 on PATH';
  if (python(test).status === 0) return undefined;
  const install = python(['-m', 'pip', 'install', '--quiet', '--target', target, ...Object.values(packages)]);
  if (install.status === 0 && python(test).status === 0) return undefined;
  return `pip cannot install ${Object.values(packages).join(' and ')}`;
}
