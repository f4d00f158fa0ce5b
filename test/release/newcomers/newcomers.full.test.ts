/** Each framework from an empty folder to events at a console, by what the README and the console print. Says how long it takes. */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { closeContext } from '../../support/closeContext.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { freePort } from '../../support/freePort.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { until } from '../../support/sdk/until.ts';
import { pack, type Packed } from '../packed.ts';
import { testFolder } from '../temporary.ts';
import { frameworks, type Framework } from './frameworks.ts';

const env = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  CI: '1',
  NG_CLI_ANALYTICS: 'false',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
};

/** Runs npm. It takes minutes, in which the runner of the tests has to hear of this process. @throws Error with all that it said. */
async function npm(cwd: string, ...args: string[]): Promise<void> {
  await promisify(execFile)('npm', args, { cwd, env, timeout: 400_000, maxBuffer: 1 << 26 }).catch((error: unknown) => {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`npm ${args.join(' ')}:\n${stdout}\n${stderr}`);
  });
}

function startNode(cwd: string, args: string[], more: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, args, { cwd, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  return child;
}

/** The console of the project, and the module that it prints. */
async function startConsole(project: string): Promise<{ url: string; module: string }> {
  const port = await freePort();
  const child = startNode(project, ['node_modules/@dual-rum/console/dist/bin.js', '--port', `${port}`]);
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const printed = /^import \{ createDualRum[\s\S]*?^\}\);$/m;
  const shown = await until(
    'the console prints a module',
    () => said,
    (text) => printed.test(text),
  );
  return { url: `http://127.0.0.1:${port}`, module: printed.exec(shown)![0] };
}

interface Arrived {
  id: string;
  monitor: string;
  type: string;
  details: { pageId?: string; message?: string };
  metadata: { pageId?: string };
}

/** What has arrived for an app monitor, in the order of page views, and errors. */
async function arrived(
  url: string,
  monitor: string,
): Promise<{ pages: unknown[]; errors: unknown[]; named: unknown[] }> {
  const all = (await (await fetch(`${url}/_events`)).json()) as Arrived[];
  const mine = all.filter((event) => event.monitor === monitor);
  const of = (type: string): Arrived[] => mine.filter((event) => event.type === `com.amazon.rum.${type}_event`);
  return {
    pages: of('page_view').map(({ details }) => details.pageId),
    errors: of('js_error').map(({ details }) => details.message),
    named: [...new Set(mine.map(({ metadata }) => metadata.pageId))].sort(),
  };
}

/** Begins the project and puts in what the README says. @returns its folder. */
async function begin(framework: Framework, ours: Packed[]): Promise<string> {
  const empty = testFolder();
  const project = join(empty, 'shop');
  if (framework.create) await npm(empty, 'exec', '--yes', '--', ...framework.create);
  const page = readFileSync(join(ours[0]!.folder, 'README.md'), 'utf8');
  const block = (section: string, index: number): string => {
    const [, text] = new RegExp(`\\n## ${section.replace('.', '\\.')}\\n([\\s\\S]*?)\\n## `).exec(page)!;
    return [...text!.matchAll(/```\w+\n([\s\S]*?)```/g)][index]![1]!;
  };
  for (const [file, text] of Object.entries(framework.files(block))) write(join(project, file), text);
  const tarballs = ours.map(({ tarball }) => tarball);
  await npm(project, 'install', '--no-audit', '--no-fund', '--loglevel=error', ...framework.packages, ...tarballs);
  return project;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Every project is of npm. */
const { status } = spawnSync('npm', ['view', 'create-vite', 'version'], { env, timeout: 60_000 });

describe.skipIf(status !== 0 && unavailable('a newcomer', 'npm reaches no registry'))('a newcomer', () => {
  let browser: Browser;
  let ours: Packed[];
  beforeAll(async () => {
    ['browser', 'queries', 'console'].forEach(ensureBuilt);
    ours = ['browser', 'queries', 'console'].map(pack);
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  it.each(frameworks)(
    'of $name sees guests and signed-in users, each page by its pattern and once',
    async (framework) => {
      const started = performance.now();
      const project = await begin(framework, ours);
      const { url, module } = await startConsole(project);
      // The button that signs in is the test's.
      const { file, more } = framework.rum;
      write(join(project, file), `${module}\n${more}Object.assign(globalThis, { development });\n`);
      await npm(project, 'run', 'build');
      const port = await freePort();
      startNode(project, framework.serve(port), { PORT: `${port}`, HOST: '127.0.0.1' });
      const shop = `http://127.0.0.1:${port}`;
      const answers = (): Promise<boolean> =>
        fetch(shop).then(
          ({ ok }) => ok,
          () => false,
        );
      await until('the shop answers', answers, (ok) => ok);

      const context = await browser.newContext();
      onTestFinished(() => closeContext(context));
      const page = await context.newPage();
      const guest = (): ReturnType<typeof arrived> => arrived(url, 'DualRum_Unauthenticated');
      const views = async (...pages: string[]): Promise<void> => {
        await until(
          `page views of ${pages.join(', ')}`,
          async () => (await guest()).pages,
          (seen) => seen.length >= pages.length,
        );
        expect((await guest()).pages).toEqual(pages);
      };
      await page.goto(`${shop}/product/1`);
      await views(framework.pattern);
      const seconds = Math.round((performance.now() - started) / 1000);
      process.stderr.write(`${framework.name}: ${seconds} s from an empty folder to the first page view\n`);

      await page.goto(shop);
      await page.click('text=first');
      await page.waitForURL('**/product/1');
      await page.goBack();
      await page.click('text=second');
      await page.waitForURL('**/product/2');
      await page.goBack();
      await page.waitForSelector('#break');
      await views(framework.pattern, '/', framework.pattern, '/', framework.pattern, '/');
      await page.evaluate(() =>
        (globalThis as unknown as { development: { signIn(name: string): void } }).development.signIn('alice'),
      );
      const signedIn = (): ReturnType<typeof arrived> => arrived(url, 'DualRum_Authenticated');
      await until('a page view of a signed-in user', signedIn, ({ pages }) => pages.length > 0);
      await page.click('#break');
      await until('an error of a signed-in user', signedIn, ({ errors }) => errors.length > 0);
      expect(await signedIn()).toEqual({ pages: ['/'], errors: ['component failed'], named: ['/'] });
      expect(await guest()).toMatchObject({ errors: [], named: ['/', framework.pattern].sort() });
      expect(await (await fetch(`${url}/_refused`)).json()).toEqual([]);
    },
    // npm takes minutes where the registry or the machine is slow.
    600_000,
  );
});
