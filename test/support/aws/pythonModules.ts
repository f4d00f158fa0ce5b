import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** A folder of the repository that git ignores: nothing is installed elsewhere. */
const target = resolve(import.meta.dirname, '../../../.cache/python-servers');

/** What is installed, by the module that shows it is there. */
const PACKAGES = { 'moto.server': 'moto[server]', pyarrow: 'pyarrow' };

/** The environment in which Python finds the modules, and no AWS account. */
export const pythonEnv: NodeJS.ProcessEnv = {
  ...process.env,
  PYTHONPATH: target,
  PYTHONUNBUFFERED: '1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
};

/** Why Python's servers and readers cannot run here; installs what is missing. Undefined when they can. */
export function missingPythonModules(): string | undefined {
  const run = (args: string[]) => spawnSync('python3', args, { encoding: 'utf8', env: pythonEnv }).status === 0;
  const found = () =>
    run([
      '-c',
      `import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))`,
      ...Object.keys(PACKAGES),
    ]);
  if (!run(['--version'])) return 'no python3 on PATH';
  if (found()) return undefined;
  const installed = run(['-m', 'pip', 'install', '--quiet', '--target', target, ...Object.values(PACKAGES)]);
  return installed && found() ? undefined : `pip cannot install ${Object.values(PACKAGES).join(' and ')}`;
}
