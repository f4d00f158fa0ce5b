import { readFileSync } from 'node:fs';
import type { BrowserContext, CDPSession, Page, Request, Response } from 'playwright-core';
import { ConsoleError } from '../../errors/ConsoleError.ts';
import type { ConsoleOptions } from '../../options/ConsoleOptions.ts';
import type { Observations, Outcome, Reference, SeenRequest } from '../Observations.ts';
import { createStandIn, type Learned, type StandIn } from './createStandIn.ts';
import { openBrowser } from './openBrowser.ts';
import { readRequest } from './readRequest.ts';
import { askReference, requireReference } from './toReference.ts';
import { watchPage, type Snapshot, type Told } from './watchPage.ts';

/** Milliseconds without a request, after which a page that is well has said what it has to say. */
const QUIET = 1500;
const LOOK_AGAIN = 250;
/** Milliseconds. */
const LOADING = 30_000;
/** Milliseconds after which the first page of an app has its name. */
const SETTLED = 6000;

export interface ObserveOptions {
  url: string;
  /** A running console that the app is to talk to. */
  console: string | undefined;
  /** What is deployed, for a console of doctor's own that answers in place of AWS. */
  deployed: ConsoleOptions | undefined;
  /** Seconds to look at most; less when all is well. */
  wait: number;
  /** Shows the browser, until somebody closes its window. */
  show: boolean;
  storageState: string | undefined;
  executable: string | undefined;
  say: (line: string) => void;
}

/** Opens an app and watches what its SDK does. Throws `ConsoleError` when that is not possible. */
export async function observe(options: ObserveOptions): Promise<Observations> {
  const { url, say, show } = options;
  const expected = options.console === undefined ? undefined : await requireReference(options.console);
  const browser = await openBrowser(options);
  const seen: Seen = { visits: 0, violations: [], errors: [], messages: [], requests: [], last: Date.now() };
  const standIn = expected ? undefined : createStandIn(options.deployed, () => learned(seen));
  try {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      ...(options.storageState !== undefined && { storageState: readStorageState(options.storageState) }),
    });
    await watchContext(context, seen);
    if (standIn) context.on('page', (page) => void answerInPlaceOfAws(page, standIn).catch(() => undefined));
    const page = await context.newPage();
    if (standIn) await answerInPlaceOfAws(page, standIn);
    say(`opening ${url}`);
    const response = await page.goto(url, { waitUntil: 'load', timeout: LOADING }).catch((cause: unknown) => {
      throw new ConsoleError('doctor', `cannot open ${url}: ${String(cause).split('\n')[0]}. Does the app run?`, {
        cause,
      });
    });
    say(show ? 'sign in and walk through the app, then close its window' : 'waiting for what the SDK sends');
    const snapshot = show ? await untilClosed(page, seen) : await untilQuiet(page, seen, options.wait);
    const reference = expected ?? standIn?.reference() ?? (await consoleOf(snapshot));
    return {
      page: {
        url: response?.url() ?? url,
        status: response?.status() ?? 200,
        visits: seen.visits,
        secure: url.startsWith('https:'),
      },
      expectsConsole: expected !== undefined,
      ...snapshot,
      requests: seen.requests,
      violations: seen.violations,
      errors: seen.errors,
      messages: seen.messages,
      reference,
    };
  } finally {
    await browser.close();
    await standIn?.close();
  }
}

/** The file that `context.storageState({ path })` of Playwright writes. Throws a `ConsoleError` where it is none. */
function readStorageState(path: string): StorageState {
  const wrong = (why: string, cause?: unknown): ConsoleError =>
    new ConsoleError(
      'doctor',
      `--storage-state ${path} ${why}. Save it with Playwright: context.storageState({ path }).`,
      { cause },
    );
  let state: Partial<StorageState>;
  try {
    state = JSON.parse(readFileSync(path, 'utf8')) as Partial<StorageState>;
  } catch (cause) {
    throw wrong(`cannot be read: ${(cause as Error).message}`, cause);
  }
  if (!Array.isArray(state?.cookies) || !Array.isArray(state.origins))
    throw wrong('has no lists "cookies" and "origins"');
  return state as StorageState;
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Seen extends Pick<Observations, 'violations' | 'errors' | 'messages'> {
  visits: number;
  requests: SeenRequest[];
  rum?: Learned;
  /** When something of the SDK last happened. */
  last: number;
}

async function watchContext(context: BrowserContext, seen: Seen): Promise<void> {
  await context.exposeBinding('dualRumDoctorTold', (_source, text: string) => {
    const told = JSON.parse(text) as Told;
    if (told.is === 'visit') seen.visits++;
    else if (told.is === 'rum') seen.rum ??= told;
    else seen.violations.push({ directive: told.directive, blocked: told.blocked, enforced: told.enforced });
  });
  await context.addInitScript(watchPage);
  context.on('weberror', (error) => seen.errors.push(error.error().message));
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.messages.push(message.text());
  });
  const byRequest = new WeakMap<Request, SeenRequest>();
  context.on('request', (request) => {
    const read = readRequest({
      method: request.method(),
      url: request.url(),
      headers: request.headers(),
      body: request.postDataBuffer(),
    });
    if (!read) return;
    byRequest.set(request, read);
    seen.requests.push(read);
    seen.last = Date.now();
  });
  const settle = (request: Request, outcome: Outcome): void => {
    const read = byRequest.get(request);
    if (!read) return;
    read.outcome = outcome;
    seen.last = Date.now();
  };
  context.on('requestfailed', (request) =>
    settle(request, { is: 'failed', error: request.failure()?.errorText ?? 'failed' }),
  );
  context.on('response', (response) => {
    if (byRequest.has(response.request()))
      void readAnswer(response).then((outcome) => settle(response.request(), outcome));
  });
}

async function readAnswer(response: Response): Promise<Outcome> {
  const status = response.status();
  const headers = response.headers();
  const text = status < 300 ? '' : await response.text().catch(() => '');
  const date = Date.parse(headers['date'] ?? '');
  return {
    is: 'answered',
    status,
    type: (headers['x-amzn-errortype'] ?? /"__type"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '').split(':')[0]!,
    message: /"[Mm]essage"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]?.replace(/\\"/g, '"') ?? '',
    clockSkew: Number.isNaN(date) ? undefined : date - Date.now(),
    // A service worker that passes the request on returns what the service said.
    byServiceWorker: response.fromServiceWorker() && headers['x-amzn-requestid'] === undefined,
  };
}

/** The ids that the app uses: known once it has created its rum, which is before the rum sends anything. */
async function learned(seen: Seen): Promise<Learned> {
  for (let tries = 0; tries < 20 && !seen.rum; tries++) await pause(50);
  return seen.rum ?? { guestId: undefined, authenticatedId: undefined };
}

/**
 * Answers requests for AWS, and lets all others alone. By the protocol of the browser, since Playwright's own routes answer every
 * preflight of the page, which would hide what CORS forbids.
 */
async function answerInPlaceOfAws(page: Page, standIn: StandIn): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const entries = request.postDataEntries ?? [];
    const body =
      entries.length > 0 ? Buffer.concat(entries.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'))) : null;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    void standIn
      .answer({ method: request.method, url: request.url, headers, body })
      .then((answer) =>
        session.send('Fetch.fulfillRequest', {
          requestId,
          responseCode: answer.status,
          responseHeaders: Object.entries(answer.headers).flatMap(([name, value]) =>
            [value ?? []].flat().map((each) => ({ name, value: each })),
          ),
          body: answer.body.toString('base64'),
        }),
      )
      .catch(() => session.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionFailed' }))
      // The page may have gone meanwhile.
      .catch(() => undefined);
  });
  await session.send('Fetch.enable', {
    patterns: ['https://dataplane.rum.*', 'https://cognito-identity*'].map((urlPattern) => ({ urlPattern })),
  });
}

/** Looks until all is well and quiet, or the time is over. */
async function untilQuiet(page: Page, seen: Seen, wait: number): Promise<Snapshot> {
  const end = Date.now() + wait * 1000;
  while (Date.now() < end) {
    await pause(LOOK_AGAIN);
    const delivered = seen.requests.filter(({ kind }) => kind === 'write').at(-1)?.outcome;
    const isWell =
      delivered?.is === 'answered' &&
      delivered.status < 300 &&
      seen.requests.every(({ outcome }) => outcome.is !== 'open');
    if (isWell && Date.now() - seen.last > QUIET) break;
  }
  return snapshotOf(page);
}

/** Looks again and again, since a window that is closed tells nothing any more. */
async function untilClosed(page: Page, seen: Seen): Promise<Snapshot> {
  let last: Snapshot = { rums: [], hasSnippet: false, signedInAt: [] };
  const begin = Date.now() + SETTLED;
  while (!page.isClosed()) {
    await pause(LOOK_AGAIN);
    // Asked for its health, the SDK waits no longer for the first route of the app.
    if (Date.now() > begin || seen.requests.length > 0) last = await snapshotOf(page).catch(() => last);
  }
  return last;
}

const snapshotOf = (page: Page): Promise<Snapshot> =>
  page.evaluate(() => globalThis.dualRumDoctor?.() ?? { rums: [], hasSnippet: 'cwr' in window, signedInAt: [] });

/** The console that the app talks to, where it is one. */
function consoleOf({ rums: [rum] }: Snapshot): Promise<Reference | undefined> {
  return rum === undefined || rum.endpoint === '' ? Promise.resolve(undefined) : askReference(rum.endpoint);
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
