import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, type WebDriver } from 'selenium-webdriver';
import { startProgram } from '../aws/startProgram.ts';
import { within } from '../within.ts';
import type { Engine, EngineContext, EnginePage } from './Engine.ts';

export interface WebKitPrograms {
  miniBrowser: string;
  driver: string;
  xvfb: string;
}

/** Milliseconds that a script in a page, or a page that loads, may take. */
const PATIENCE = 240_000;
/** Milliseconds that a browser may take to end. */
const QUIT_PATIENCE = 20_000;
/** Milliseconds between two looks for a window that a page has opened. */
const POPUP_PAUSE = 300;
/** Milliseconds that a page may take to answer; one that is replaced as it is asked never does, and the driver takes the next command. */
const ANSWER_PATIENCE = 10_000;
const NO_ANSWER = 'The page does not answer.';
/** Milliseconds between two looks for what a promise in a page came to. */
const ANSWER_PAUSE = 10;

/** What MiniBrowser runs in. @param home where it keeps what it stores. */
export const webKitEnvironment = (display: string, home: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DISPLAY: display,
  HOME: home,
  XDG_CONFIG_HOME: home,
  XDG_DATA_HOME: home,
  XDG_CACHE_HOME: home,
  // There is no graphics card.
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
});

/** Starts WebKitGTK's MiniBrowser, on a display of its own, driven over WebDriver by Selenium's client. */
export async function launchWebKit({ miniBrowser, driver, xvfb }: WebKitPrograms): Promise<Engine> {
  const display = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(display.stdio[3]!, 'data')) as [Buffer];
  const home = await mkdtemp(join(tmpdir(), 'dual-rum-webkit-'));
  const env = webKitEnvironment(`:${number.toString().trim()}`, home);
  const contexts = new Set<EngineContext>();
  /** A session of WebDriver is a browser of its own, and forgets all at its end. */
  const newContext = async () => {
    const { url, stop } = await startProgram(driver, (port) => [`--port=${port}`, '--host=127.0.0.1'], { env });
    const session = await startSession(url, miniBrowser).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    const context = openContext(session, await session.getWindowHandle(), () => {
      contexts.delete(context);
      return stop();
    });
    contexts.add(context);
    return { session, context };
  };
  const first = await newContext();
  const version = (await first.session.getCapabilities()).getBrowserVersion();
  await first.context.close();

  return {
    name: 'webkit',
    version: `WebKitGTK ${version}`,
    tellsComplaints: false,
    isRunning: () => display.exitCode === null,
    newContext: async () => (await newContext()).context,
    async close() {
      await Promise.all([...contexts].map((context) => context.close()));
      await end(display);
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startSession(server: string, binary: string): Promise<WebDriver> {
  const session = await new Builder()
    .usingServer(server)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': {
        binary,
        // Windows of a sign-in open without a press of the mouse.
        args: ['--automation', '--javascript-can-open-windows-automatically=true'],
      },
    })
    .build();
  await session.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE });
  return session;
}

function openContext(session: WebDriver, first: string, onClose: () => Promise<void>): EngineContext {
  const known = new Set([first]);
  let current = first;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** A session does one thing at a time, in one window. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const drivePage = (handle: string): EnginePage => {
    known.add(handle);
    let isClosed = false;
    const inWindow = <T>(work: () => Promise<T>): Promise<T> =>
      inTurn(async () => {
        if (current !== handle) await session.switchTo().window(handle);
        current = handle;
        return work();
      });
    return {
      goto: (url) => inWindow(() => session.get(url)),
      evaluate: (work, given) => inWindow(() => run(session, String(work), given)),
      press: (x, y) =>
        inWindow(() =>
          session
            .actions()
            .move({ x, y, duration: 0, origin: 'viewport' as never })
            .click()
            .perform(),
        ),
      async close() {
        if (isClosed) return;
        isClosed = true;
        await inWindow(async () => {
          await session.close();
          // It stays: a session without a window ends.
          await session.switchTo().window(first);
          current = first;
        });
      },
      onPopup(listener) {
        void (async () => {
          while (!closed && !isClosed) {
            const handles = await inTurn(() => session.getAllWindowHandles()).catch(() => []);
            // What opens once this page is closed is another's.
            for (const next of handles) if (!isClosed && !known.has(next)) listener(drivePage(next));
            await sleep(POPUP_PAUSE);
          }
        })();
      },
      onComplaint: () => undefined,
    };
  };
  return {
    newPage: () =>
      inTurn(async () => {
        await session.switchTo().newWindow('window');
        current = await session.getWindowHandle();
        return drivePage(current);
      }),
    async close() {
      closed = true;
      // A driver that hangs ends with its program.
      await within(
        QUIT_PATIENCE,
        inTurn(() => session.quit()),
        () => 'the driver hangs',
      ).catch(() => undefined);
      await onClose();
    },
  };
}

interface Answer {
  value?: unknown;
  error?: string;
  /** What the page has to be asked for again. */
  waits?: boolean;
}

/**
 * Runs something in the page. Not as an asynchronous script of WebDriver's: when its page goes into the back/forward cache
 * meanwhile, neither its answer nor its timeout ever comes.
 */
async function run<R>(session: WebDriver, work: string, given: unknown): Promise<R> {
  const id = randomUUID();
  const ask = (script: string): Promise<Answer> =>
    within(
      ANSWER_PATIENCE,
      // WebDriver knows no undefined, and makes null of it: what is not given is not there.
      session.executeScript<Answer>(script, { id, ...(given !== undefined && { given }) }),
      () => NO_ANSWER,
    );
  let answer = await ask(`const [{ id, given }] = arguments;
    const answers = (window.webDriverAnswers ??= new Map());
    const done = (value) => (value === undefined ? {} : { value });
    const failed = (error) => ({ error: error + '\\n' + (error?.stack ?? '') });
    try {
      const value = (${work})(given);
      if (typeof value?.then !== 'function') return done(value);
      answers.set(id, { waits: true });
      value.then(done, failed).then((answer) => answers.set(id, answer));
      return { waits: true };
    } catch (error) {
      return failed(error);
    }`);
  const deadline = performance.now() + PATIENCE;
  while (answer.waits && performance.now() < deadline) {
    await sleep(ANSWER_PAUSE);
    answer = await ask(`const [{ id }] = arguments;
      return window.webDriverAnswers?.get(id) ?? { error: 'The page is another one by now.' };`).catch(
      (error: unknown) => {
        if ((error as Error).message === NO_ANSWER) return answer;
        throw error;
      },
    );
  }
  if (answer.error !== undefined || answer.waits) throw new Error(answer.error ?? NO_ANSWER);
  return answer.value as R;
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = once(program, 'exit');
  program.kill();
  await ended;
}
