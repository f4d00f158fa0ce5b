import type { Problem } from '@dual-rum/browser';
import type { RunningConsole } from '@dual-rum/console';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { closeContext } from '../closeContext.ts';
import { viewMonitor, type MonitorView } from './monitorView.ts';
import type { Overrides } from './pages/pageSdk.ts';
import type { Site } from './site.ts';
import { until } from './until.ts';

export interface VisitOptions {
  path?: string;
  /** What can be said in JSON of the SDK's options; functions go into `start`. */
  options?: Overrides;
  /** Runs in the page, in place of `sdk.start()`, at each load. */
  start?: () => void;
  /** Runs in the page before anything else of each load. */
  before?: () => void;
  /** Guests get their credentials from the identity pool, not from the test. */
  guestPool?: boolean;
}

/** A page of the app in a browser with cookies of its own, and what has arrived from it. */
export interface Tab {
  page: Page;
  context: BrowserContext;
  guest: MonitorView;
  authenticated: MonitorView;
  /** Where the app is. */
  site: string;
  /** Runs something in the page. */
  run: Page['evaluate'];
  reload: () => Promise<void>;
  /** Waits until a page that the app itself has gone to is there. */
  goneTo: (path: string) => Promise<void>;
  /** Loads another page of the app. */
  load: (path: string) => Promise<void>;
  /** Everything recorded is acknowledged. */
  flush: () => Promise<void>;
  /**
   * Waits for a problem of this type whose message matches, and returns it; problems of the type count as expected. Several
   * of one type come in no certain order: then the message says which one is meant.
   */
  problem: (type: Problem['type'], message?: RegExp) => Promise<Problem & { cause?: string }>;
  /** Errors of the page and of the console that the test expects. */
  expectErrors: (pattern: RegExp) => void;
  /** Requests that the console may refuse. */
  expectRefused: () => void;
  /** What the browser said, errors and warnings. */
  errors: () => string[];
  /** What nobody expected. */
  complaints: () => string[];
  close: () => Promise<void>;
}

interface Parts {
  console: RunningConsole;
  site: Site;
  browser: Browser;
}

export async function openTab(
  { console: rum, site, browser }: Parts,
  number: string,
  visit: VisitOptions,
): Promise<Tab> {
  const monitor = (name: string): MonitorView =>
    viewMonitor(rum, rum.journeys().monitors.find((each) => each.name === name)!.id, name);
  const guest = monitor(`Guests${number}`);
  const authenticated = monitor(`Users${number}`);
  const pool = rum.config.guest.identityPoolId!;
  const keys = ({ id }: MonitorView) => ({ ...rum.issueCredentials({ monitor: id }), expiration: undefined });

  const given = {
    base: {
      region: rum.config.region,
      applicationVersion: '1.0.0',
      endpoint: rum.endpoint,
      identityPoolEndpoint: rum.identityPoolEndpoint,
      guest: { appMonitorId: guest.id, ...(visit.guestPool ? { identityPoolId: pool } : { credentials: keys(guest) }) },
      authenticated: {
        appMonitorId: authenticated.id,
        credentials: keys(authenticated),
      },
      config: {
        allowCookies: true,
        dispatchInterval: 50,
        telemetries: ['errors', 'performance', ['http', { recordAllRequests: true }]],
      },
    },
    overrides: visit.options ?? {},
    issuer: rum.issuer,
    tokens: { alice: await rum.mintToken({ subject: 'alice' }), bob: await rum.mintToken({ subject: 'bob' }) },
  };

  const context = await browser.newContext();
  await context.addInitScript(`globalThis.sdkGiven = ${JSON.stringify(given)}`);
  await context.addInitScript(`globalThis.sdkAtStart = ${visit.start?.toString()}`);
  if (visit.before) await context.addInitScript(visit.before);
  const page = await context.newPage();

  const errors: string[] = [];
  const problems: (Problem & { cause?: string })[] = [];
  const expected: RegExp[] = [/^Failed to load resource/];
  const expectedProblems = new Set<string>();
  let mayRefuse = false;
  page.on('pageerror', (error) => errors.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith('problem {')) problems.push(JSON.parse(text.slice(8)) as Problem & { cause?: string });
    else if (['error', 'warning', 'assert'].includes(message.type())) errors.push(text);
  });
  const ready = () => page.waitForFunction(() => 'sdk' in globalThis);
  await page.goto(site.url + (visit.path ?? '/'));
  await ready();

  const tab: Tab = {
    page,
    context,
    site: site.url,
    guest,
    authenticated,
    run: (...given: unknown[]) => (page.evaluate as (...given: unknown[]) => Promise<never>).apply(page, given),
    async reload() {
      await page.reload();
      await ready();
    },
    async goneTo(path) {
      await page.waitForURL(site.url + path);
      await ready();
    },
    async load(path) {
      await page.goto(site.url + path);
      await ready();
    },
    async flush() {
      if (!(await page.evaluate(() => sdk.rum.flush()))) throw new Error('flush() gave up');
    },
    async problem(type, message = /(?:)/) {
      expectedProblems.add(type);
      const meant = (each: Problem): boolean => each.type === type && message.test(each.message);
      const reported = await until(
        `problem ${type} ${message}`,
        () => problems,
        (all) => all.some(meant),
      );
      return reported.find(meant)!;
    },
    expectErrors: (pattern) => void expected.push(pattern),
    expectRefused: () => void (mayRefuse = true),
    errors: () => errors.filter((text) => !text.startsWith('Failed to load resource')),
    complaints: () => [
      ...errors.filter((text) => !expected.some((pattern) => pattern.test(text))),
      ...problems.filter(({ type }) => !expectedProblems.has(type)).map((problem) => JSON.stringify(problem)),
      ...[guest, authenticated].flatMap((view) => twice(view)),
      ...(mayRefuse ? [] : rum.refused())
        .filter(({ monitor: name }) => [guest.name, authenticated.name].includes(name))
        .map((write) => JSON.stringify(write)),
    ],
    close: () => closeContext(context),
  };
  return tab;
}

function twice(view: MonitorView): string[] {
  const seen = new Set<string>();
  return view
    .events()
    .filter(({ id }) => seen.size === seen.add(id).size)
    .map(({ id, type, transport }) => `${type} ${id} arrived in ${view.name} again, by ${transport}`);
}
