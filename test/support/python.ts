import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { resolve } from 'node:path';

const cache = resolve(import.meta.dirname, '../../../.cache');
const linters = {
  folder: resolve(cache, 'python'),
  packages: { cfnlint: 'cfn-lint', samtranslator: 'aws-sam-translator' },
};

/** Packages of Python in a git-ignored folder of the repository: what to install, by the module that it brings. */
export interface PythonPackages {
  folder: string;
  packages: Record<string, string>;
}

/** Runs Python with what the tests need of it, and no AWS account to ask. */
export function python(args: string[], input = '', { folder }: PythonPackages = linters): SpawnSyncReturns<string> {
  return spawnSync('python3', args, { encoding: 'utf8', input, env: pythonEnv(folder), maxBuffer: 1 << 26 });
}

export const pythonEnv = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PYTHONPATH: folder,
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  SAM_CLI_TELEMETRY: '0',
});

/** Why Python's linters cannot run here; installs them if they are missing. Undefined when they can. */
export const missingLinters = (): string | undefined => missingPackages(linters);

/** Why these packages cannot be used here; installs them if they are missing. Undefined when they can. */
export function missingPackages(wanted: PythonPackages): string | undefined {
  // Looks for the modules and loads none: that takes seconds.
  const test = `import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))`;
  const installed = () => python(['-c', test, ...Object.keys(wanted.packages)], '', wanted).status === 0;
  if (python(['--version']).status !== 0) return 'no python3 on PATH';
  if (installed()) return undefined;
  const names = Object.values(wanted.packages);
  const install = python(['-m', 'pip', 'install', '--quiet', '--target', wanted.folder, ...names], '', wanted);
  if (install.status === 0 && installed()) return undefined;
  return `pip cannot install ${names.join(' and ')}`;
}
