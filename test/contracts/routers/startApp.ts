import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pack } from '../../release/packed.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { freePort } from '../../support/freePort.ts';
import { npmFolder } from '../../support/npmFolder.ts';
import type { Site } from '../../support/sdk/site.ts';
import { until } from '../../support/sdk/until.ts';

const root = resolve(import.meta.dirname, '../../..');

/** An app of `apps/`, which its own framework builds and serves. */
export interface BuiltApp {
  /** Its folder in `apps/`. */
  name: string;
  dependencies: Record<string, string>;
  /** Where the scripts go that all apps of the contract share. */
  shared: string;
  /** Files of the checkout that the app has as they are, such as the snippets of the README, by their place in the app. */
  files: Record<string, string>;
  env?: Record<string, string>;
  /** Arguments of Node. */
  build: string[];
  serve: (port: number) => string[];
}

/** Brings the packages of an app. Why it cannot run here, in words. */
export function missingFor({ name, dependencies }: BuiltApp): string | undefined {
  const { manifest } = pack('browser');
  const brought = npmFolder(name, { ...manifest.dependencies, ...dependencies });
  return 'why' in brought ? brought.why : undefined;
}

/** Builds the app with the packed SDK, as its users have it, and serves it. */
export async function startApp(app: BuiltApp): Promise<Site & { folder: string }> {
  ensureBuilt('browser');
  const packed = pack('browser');
  const brought = npmFolder(app.name, { ...packed.manifest.dependencies, ...app.dependencies });
  if ('why' in brought) throw new Error(brought.why);
  // Beside its packages: no framework looks for them further up.
  const { folder } = brought;
  const kept = ['node_modules', 'package.json', 'package-lock.json', 'done.json'];
  for (const old of readdirSync(folder).filter((name) => !kept.includes(name)))
    rmSync(join(folder, old), { recursive: true });
  const copy = (from: string, to: string): void => {
    mkdirSync(join(folder, to, '..'), { recursive: true });
    cpSync(from, join(folder, to), { recursive: true });
  };
  copy(join(import.meta.dirname, 'apps', app.name), '.');
  rmSync(join(folder, 'node_modules', packed.name), { recursive: true, force: true });
  copy(packed.folder, join('node_modules', packed.name));
  const contract = 'test/contracts/routers';
  const shared = {
    [`${app.shared}/support/sdk/pages/pageSdk.ts`]: 'test/support/sdk/pages/pageSdk.ts',
    [`${app.shared}/contracts/routers/pages/beginApp.ts`]: `${contract}/pages/beginApp.ts`,
    [`${app.shared}/contracts/routers/RouterAdapter.ts`]: `${contract}/RouterAdapter.ts`,
  };
  for (const [to, from] of Object.entries({ ...shared, ...app.files })) copy(join(root, from), to);

  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...app.env };
  const options = { cwd: folder, env };
  const built = spawnSync(process.execPath, app.build, { ...options, encoding: 'utf8', timeout: 600_000 });
  if (built.status !== 0) throw new Error(`the app for ${app.name} cannot be built:\n${built.stdout}\n${built.stderr}`);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, app.serve(port), {
    ...options,
    env: { ...env, PORT: `${port}`, HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const close = async (): Promise<void> => {
    server.kill();
    await ended;
  };
  const answers = (): Promise<boolean> =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    await until(
      `${app.name} answers`,
      async () => ({ answers: await answers(), said }),
      (now) => now.answers,
    );
  } catch (error) {
    await close();
    throw error;
  }
  return { url, folder, close, release: () => undefined, calls: () => [] };
}
