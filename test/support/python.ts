import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

const cache = resolve(import.meta.dirname, '../../.cache');

/** Packages of Python in a git-ignored folder of the repository: what to install, by the module that it brings. */
export interface PythonPackages {
  folder: string;
  packages: Record<string, string>;
}

export const linters: PythonPackages = {
  folder: resolve(cache, 'python'),
  packages: { cfnlint: 'cfn-lint', samtranslator: 'aws-sam-translator' },
};

/** Moto, a stand-in for AWS, and what reads Parquet beside DuckDB. */
export const servers: PythonPackages = {
  folder: resolve(cache, 'python-aws'),
  // Of moto only what is used here: all of it takes four times as long to install.
  packages: { 'moto.server': 'moto[s3,sqs,glue]', flask: 'flask', flask_cors: 'flask-cors', pyarrow: 'pyarrow' },
};

/** Runs Python with what the tests need of it, and no AWS account to ask. */
export function python(args: string[], { folder }: PythonPackages, input = ''): SpawnSyncReturns<string> {
  return spawnSync('python3', args, { encoding: 'utf8', input, env: pythonEnv(folder), maxBuffer: 1 << 26 });
}

export const pythonEnv = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PYTHONPATH: folder,
  PYTHONUNBUFFERED: '1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  SAM_CLI_TELEMETRY: '0',
});

const PIP = ['-m', 'pip', 'install', '--quiet', '--no-compile', '--disable-pip-version-check'];

/** Why these packages cannot be used here; installs them if they are missing. Undefined when they can. */
export function missingPackages(wanted: PythonPackages): string | undefined {
  // Looks for the modules and loads none: that takes seconds.
  const test = `import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))`;
  const installed = () => python(['-c', test, ...Object.keys(wanted.packages)], wanted).status === 0;
  if (python(['--version'], wanted).status !== 0) return 'no python3 on PATH';
  if (installed()) return undefined;
  const names = Object.values(wanted.packages);
  const folder = `${wanted.folder}-${process.pid}`;
  try {
    const { status, stderr } = python([...PIP, '--target', folder, ...names], wanted);
    if (status !== 0) return `pip cannot install ${names.join(' and ')}: ${stderr.trim().split('\n').at(-1)}`;
    takePlace(folder, wanted.folder, installed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return installed() ? undefined : `pip has installed ${names.join(' and ')}, and Python does not find them`;
}

/** Whole or not at all, for whoever looks meanwhile; another process may have been faster. */
function takePlace(folder: string, place: string, installed: () => boolean): void {
  if (installed()) return;
  rmSync(place, { recursive: true, force: true });
  try {
    renameSync(folder, place);
  } catch (error) {
    if (!installed()) throw error;
  }
}
