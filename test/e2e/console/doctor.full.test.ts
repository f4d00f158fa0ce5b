/** Apps that are set up wrong in one way each: doctor names that one, and nothing else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DualRumOptions } from '@dual-rum/browser';
import { startConsole, type ConsoleOptions, type RunningConsole } from '@dual-rum/console';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ensureBrowser } from '../../support/browser.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { freePort } from '../../support/freePort.ts';
import { createCertificates, missingOpenssl } from '../../support/kafka/createCertificates.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import type { Mistake } from '../../support/sdk/pages/doctorPage.ts';
import { startDoctorSite, type DoctorSite } from './doctorSite.ts';
import { runDoctor, runDoctorWith, type DoctorResult } from './runDoctor.ts';
import { missingXvfb, startXvfb } from './xvfb.ts';

const GUESTS = '11111111-1111-4111-8111-111111111111';
const USERS = '22222222-2222-4222-8222-222222222222';
const POOL = 'us-east-1:33333333-3333-4333-8333-333333333333';
const OTHER = '44444444-4444-4444-8444-444444444444';

const deployed: ConsoleOptions = {
  appMonitors: [
    { name: 'Shop', id: GUESTS, state: 'guest' },
    { name: 'ShopUsers', id: USERS, state: 'authenticated' },
  ],
  identityPools: [{ id: POOL }],
};
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow' as const,
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
    },
  ],
};
/** Unsigned guests, by alias. */
const unsigned: ConsoleOptions = {
  ...deployed,
  roles: [{ name: 'DualRum-Authenticated', trustPolicy: trust, policies: [] }],
  appMonitors: [
    {
      ...deployed.appMonitors![0]!,
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'rum:PutRumEvents',
            Resource: '*',
            Condition: { StringEquals: { 'rum:alias': 'my-shop' } },
          },
        ],
      },
    },
    deployed.appMonitors![1]!,
  ],
};
/** A role of guests that may do nothing. */
const powerless: ConsoleOptions = {
  ...deployed,
  roles: ['DualRum-Guest', 'DualRum-Authenticated'].map((name) => ({ name, trustPolicy: trust, policies: [] })),
};

let folder: string;
let rum: RunningConsole;
let site: DoctorSite;
beforeAll(async () => {
  ensureBuilt('console');
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-doctor-'));
  [rum, site] = await Promise.all([startConsole(deployed), startDoctorSite()]);
});
afterAll(async () => {
  await Promise.all([rum?.close(), site?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The set-up that is right for a console. */
function right({ config }: RunningConsole, more: Partial<DualRumOptions> = {}): DualRumOptions {
  const { region, endpoint, identityPoolEndpoint, guest, authenticated } = config;
  return {
    region,
    applicationVersion: '1.0.0',
    endpoint,
    identityPoolEndpoint,
    guest,
    authenticated: { appMonitorId: authenticated.appMonitorId },
    config: { dispatchInterval: 100, allowCookies: true },
    ...more,
  };
}

/** The same as it is deployed: no endpoint is given. */
function atAws(more: Partial<DualRumOptions> = {}): DualRumOptions {
  const { endpoint: _, identityPoolEndpoint: __, ...options } = right(rum, more);
  return options;
}

const at = (url: string): string[] => ['--console', url];
const look = (url: string, ...args: string[]): Promise<DoctorResult> =>
  runDoctor(url, '--wait', '6', '--browser', ensureBrowser(), ...args);

/** Exactly these findings, each with its cause, what was seen, and a fix. */
function expectFindings({ code, findings, error }: DoctorResult, ...codes: string[]): void {
  expect(
    findings.map(({ code, monitor }) => [code, monitor].filter(Boolean).join(' ')),
    error,
  ).toEqual(codes);
  expect(code).toBe(codes.length > 0 ? 1 : 0);
  for (const { title, cause, evidence, fix } of findings) {
    for (const text of [title, cause, fix, ...evidence]) {
      expect(text).toMatch(/\S{3}/);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(evidence.length).toBeGreaterThan(0);
  }
}

async function consoleOf(options: ConsoleOptions): Promise<RunningConsole> {
  const started = await startConsole(options);
  onTestFinished(() => started.close());
  return started;
}

describe('an app that is set up right', () => {
  it('gets no finding at a console', async () => {
    const result = await look(site.add({ given: { options: right(rum) } }), ...at(rum.url));
    expectFindings(result);
    expect(result.notes).toEqual([expect.stringContaining('Nobody signed in') as string]);
  });

  it('gets no finding as it is deployed, and nothing reaches AWS', async () => {
    const result = await look(site.add({ given: { options: atAws() } }));
    expectFindings(result);
    expect(result.notes).toEqual([
      expect.stringContaining('The ids were taken from the app') as string,
      expect.stringContaining('Nobody signed in') as string,
    ]);
  });

  it('gets no finding as it is deployed, held against what is deployed', async () => {
    const config = join(folder, 'deployed.json');
    writeFileSync(config, JSON.stringify(deployed));
    const result = await look(site.add({ given: { options: atAws() } }), '--config', config);
    expectFindings(result);
    expect(result.notes).toEqual([expect.stringContaining('Nobody signed in') as string]);
  });

  it('gets no finding where it finds the console that the app talks to by itself', async () => {
    expectFindings(await look(site.add({ given: { options: right(rum) } })));
  });

  it('gets no finding and no note when somebody is signed in', async () => {
    const options = right(rum, { authenticated: rum.config.authenticated });
    const token = await rum.mintToken({ subject: 'alice' });
    const result = await look(
      site.add({ given: { options, mistake: 'signed in', token, issuer: rum.issuer } }),
      ...at(rum.url),
    );
    expectFindings(result);
    expect(result.notes).toEqual([]);
  });

  it('gets no finding with unsigned guests and the right alias', async () => {
    const other = await consoleOf(unsigned);
    const url = site.add({ given: { options: right(other, { guest: other.config.guest }) } });
    expectFindings(await look(url, ...at(other.url)));
  });
});

describe('mistakes in the options', () => {
  const guest = { appMonitorId: GUESTS, identityPoolId: POOL };
  const wrong: [what: string, more: Partial<DualRumOptions>, finding: string][] = [
    ['an id that is no id', { guest: { ...guest, appMonitorId: 'Shop' } }, 'wrong-options'],
    ['one id for both', { authenticated: { appMonitorId: GUESTS } }, 'wrong-options'],
    ['an app monitor that does not exist', { guest: { ...guest, appMonitorId: OTHER } }, 'unknown-monitor guest'],
    [
      'the ids in each other’s place',
      { guest: { ...guest, appMonitorId: USERS }, authenticated: { appMonitorId: GUESTS } },
      'monitors-swapped',
    ],
    [
      'another region',
      { region: 'eu-west-1', guest: { ...guest, identityPoolId: `eu-west-1:${OTHER}` } },
      'wrong-region guest',
    ],
    [
      'an identity pool that does not exist',
      { guest: { ...guest, identityPoolId: `us-east-1:${OTHER}` } },
      'unknown-pool guest',
    ],
    ['guests who do not sign and have to', { guest: { appMonitorId: GUESTS, signing: false } }, 'unsigned guest'],
    ['enabled: false for good', { enabled: false }, 'disabled'],
    ['no session sampled', { config: { dispatchInterval: 100, sessionSampleRate: 0 } }, 'sampled-out guest'],
  ];
  it.each(wrong)('%s', async (_, more, finding) => {
    const { enabled, ...options } = right(rum, more);
    const url = site.add({ given: { options, ...(enabled === false && { mistake: 'waits for consent' as const }) } });
    expectFindings(await look(url, ...at(rum.url)), finding);
  });

  it.each([
    ['no endpoint at all', () => atAws(), 'aws-instead-of-console'],
    [
      'no identityPoolEndpoint',
      () => right(rum, { identityPoolEndpoint: 'https://cognito-identity.us-east-1.amazonaws.com' }),
      'identity-at-aws',
    ],
  ])('%s, where the app is to talk to a console', async (_, options, finding) => {
    expectFindings(await look(site.add({ given: { options: options() } }), ...at(rum.url)), finding);
  });

  it('no alias, where the resource policy asks for one; and another one', async () => {
    const other = await consoleOf(unsigned);
    for (const alias of [undefined, 'my-shoop']) {
      const options = right(other, { guest: { appMonitorId: GUESTS, signing: false, ...(alias && { alias }) } });
      const result = await look(site.add({ given: { options } }), ...at(other.url));
      expectFindings(result, 'alias guest');
      expect(result.findings[0]!.fix).toContain("'my-shop'");
    }
  });
});

describe('mistakes in the code', () => {
  const wrong: [mistake: Mistake, finding: string][] = [
    ['no SDK', 'no-sdk'],
    ['plain client', 'plain-client'],
    ['two clients', 'second-client'],
    ['throws first', 'app-fails'],
    ['page view twice', 'page-views-doubled guest'],
    ['sign-in not followed', 'sign-in-not-followed authenticated'],
    ['silent source', 'sign-in-pending'],
    ['failing source', 'auth-source-fails'],
    ['silent provider', 'credentials-pending guest'],
    ['failing provider', 'credentials-fail guest'],
    ['foreign provider', 'foreign-credentials guest'],
    ['beforeSend returns nothing', 'before-send-drops guest'],
    ['excludes the page', 'page-excluded guest'],
    ['service worker', 'service-worker guest'],
  ];
  it.each(wrong)('%s', async (mistake, finding) => {
    expectFindings(await look(site.add({ given: { options: right(rum), mistake } }), ...at(rum.url)), finding);
  });
});

describe('mistakes in what is deployed', () => {
  const trustedElsewhere = [{ id: POOL, issuers: [{ issuer: 'https://id.example.com', clientIds: ['shop'] }] }];
  const wrong: [what: string, options: ConsoleOptions, finding: string][] = [
    [
      'an identity pool without guests',
      { ...deployed, identityPools: [{ id: POOL, allowUnauthenticated: false }] },
      'guests-not-allowed guest',
    ],
    ['a role that may not write', { ...powerless, appMonitors: deployed.appMonitors! }, 'role-may-not-write guest'],
    ['a clock that is an hour wrong', { ...deployed, clock: () => Date.now() + 3_600_000 }, 'clock'],
  ];
  it.each(wrong)('%s', async (_, options, finding) => {
    const other = await consoleOf(options);
    const url = site.add({
      given: { options: right(other, { guest: { appMonitorId: GUESTS, identityPoolId: POOL } }) },
    });
    expectFindings(await look(url, ...at(other.url)), finding);
  });

  it.each([
    ['an issuer that the pool does not trust', { identityPools: trustedElsewhere }, 'issuer-not-trusted authenticated'],
    [
      'a client id that the pool does not accept',
      {
        issuerClientIds: ['dual-rum', 'other'],
        identityPools: [{ id: POOL, issuers: [{ issuer: 'development', clientIds: ['shop'] }] }],
      },
      'wrong-client-id authenticated',
    ],
  ])('%s', async (_, more, finding) => {
    const other = await consoleOf({ ...deployed, ...more });
    const options = right(other, { authenticated: { appMonitorId: USERS, identityPoolId: POOL } });
    const token = await other.mintToken({ subject: 'alice' });
    const url = site.add({ given: { options, mistake: 'signed in', token, issuer: other.issuer } });
    expectFindings(await look(url, ...at(other.url)), finding);
  });

  it('events that the service does not take', async () => {
    const other = await consoleOf({ ...deployed, strictCustomEvents: true });
    const url = site.add({ given: { options: right(other), mistake: 'invalid event' } });
    expectFindings(await look(url, ...at(other.url)), 'events-rejected guest');
  });

  it('a service that fails, which a fault of the console is', async () => {
    const undo = rum.addFault({ kind: 'status', status: 503 });
    onTestFinished(undo);
    const result = await look(site.add({ given: { options: right(rum) } }), ...at(rum.url));
    expectFindings(result, 'service-failing guest');
    expect(result.findings[0]!.cause).toContain('a fault');
  });
});

describe('mistakes around the page', () => {
  it('a Content-Security-Policy without the service', async () => {
    const headers = { 'content-security-policy': "connect-src 'self'" };
    const result = await look(site.add({ given: { options: right(rum) }, headers }), ...at(rum.url));
    expectFindings(result, 'csp-blocks');
    expect(result.findings[0]!.fix).toContain(rum.url);
  });

  it('a Content-Security-Policy without AWS, as the app is deployed', async () => {
    const headers = { 'content-security-policy': "connect-src 'self' https://dataplane.rum.us-east-1.amazonaws.com" };
    const result = await look(site.add({ given: { options: atAws() }, headers }));
    expectFindings(result, 'csp-blocks');
    expect(result.findings[0]!.evidence).toEqual([
      'connect-src blocked https://cognito-identity.us-east-1.amazonaws.com',
    ]);
  });

  it('a Content-Security-Policy that keeps the script away', async () => {
    const headers = { 'content-security-policy': "script-src 'none'" };
    expectFindings(
      await look(site.add({ given: { options: right(rum) }, headers }), ...at(rum.url)),
      'csp-blocks-script',
    );
  });

  it('storage that is blocked', async () => {
    const headers = { 'content-security-policy': 'sandbox allow-scripts' };
    expectFindings(
      await look(site.add({ given: { options: right(rum) }, headers }), ...at(rum.url)),
      'storage-blocked',
    );
  });

  it('nothing at the endpoint', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const options = right(rum, { endpoint: nowhere, identityPoolEndpoint: nowhere });
    expectFindings(await look(site.add({ given: { options } })), 'unreachable guest');
  });

  it('a proxy that knows nothing of CORS', async () => {
    const proxy = createServer((_request, response) => response.writeHead(200).end('{}'));
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    onTestFinished(() => void proxy.close());
    const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const options = right(rum, { endpoint, identityPoolEndpoint: endpoint });
    expectFindings(await look(site.add({ given: { options } })), 'cors guest');
  });

  const openssl = missingOpenssl();
  it.skipIf(openssl !== undefined && unavailable('a page by https', openssl))(
    'an http endpoint on an https page',
    async () => {
      const https = await startDoctorSite(createCertificates(folder).server);
      onTestFinished(() => https.close());
      const options = right(rum, { endpoint: 'http://rum.example.test', identityPoolEndpoint: rum.url });
      expectFindings(await look(https.add({ given: { options } })), 'mixed-content');
    },
  );

  it('an address that is none of the app', async () => {
    expectFindings(
      await look(`${new URL(site.add({ given: { options: right(rum) } })).origin}/nothing`, ...at(rum.url)),
      'page-failed',
    );
  });
});

describe('a user who is signed in already', () => {
  it('comes with --storage-state, and the app is looked at as that user sees it', async () => {
    const address = site.add({ given: { options: right(rum) } });
    const state = join(folder, 'state.json');
    const session = { name: 'oidc.user:https://id.example.com:shop', value: JSON.stringify({ id_token: 'a.b.c' }) };
    writeFileSync(
      state,
      JSON.stringify({ cookies: [], origins: [{ origin: new URL(address).origin, localStorage: [session] }] }),
    );
    expectFindings(await look(address, ...at(rum.url)));
    expectFindings(await look(address, ...at(rum.url), '--storage-state', state), 'sign-in-not-followed authenticated');
  });

  it('of a file that is no storage state says what is wrong with it, and exits with 2', async () => {
    const state = join(folder, 'no-state.json');
    writeFileSync(state, '{"cookies":{}}');
    for (const [path, message] of [
      [join(folder, 'missing.json'), 'cannot be read: ENOENT'],
      [state, 'has no lists "cookies" and "origins"'],
    ] as const)
      expect(await look(site.add({ given: { options: right(rum) } }), '--storage-state', path)).toMatchObject({
        code: 2,
        error: expect.stringMatching(new RegExp(`--storage-state .*${message}.*Save it with Playwright`)) as string,
      });
  });
});

const display = missingXvfb();
describe.skipIf(display !== undefined && unavailable('doctor --show', display))('doctor --show', () => {
  it('shows the browser until its window is closed, however short --wait is, and says what it saw', async () => {
    const screen = await startXvfb();
    onTestFinished(() => screen.close());
    const options = right(rum, { authenticated: { appMonitorId: OTHER } });
    const address = site.add({ given: { options } });
    const port = await freePort();
    const browser = join(folder, 'browser.sh');
    writeFileSync(browser, `#!/bin/sh\nexec '${ensureBrowser()}' "$@" --remote-debugging-port=${port}\n`, {
      mode: 0o755,
    });
    await rum.reset();
    let isOver = false;
    const looking = runDoctorWith(
      { DISPLAY: screen.display },
      address,
      ...['--show', '--wait', '1', '--browser', browser, ...at(rum.url)],
    ).finally(() => (isOver = true));
    const written = () => rum.events({ type: 'page_view' }).length;
    await expect.poll(written, { timeout: 60_000 }).toBe(1);
    await new Promise((done) => setTimeout(done, 4000));
    expect(isOver).toBe(false);
    // As the user closes the window.
    const windows = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { id: string; url: string }[];
    await fetch(`http://127.0.0.1:${port}/json/close/${windows.find(({ url }) => url === address)!.id}`);
    const result = await looking;
    expect(result.error).toContain('then close its window');
    expectFindings(result, 'unknown-monitor authenticated');
  });

  it('without a display exits with 2 and says that it needs one', async () => {
    const address = site.add({ given: { options: right(rum) } });
    const env = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    expect(await runDoctorWith(env, address, '--show', '--browser', ensureBrowser())).toMatchObject({
      code: 2,
      error: expect.stringContaining('--show needs a display') as string,
    });
  });
});

describe('an app that cannot be looked at', () => {
  it('exits with 2 and says why', async () => {
    const port = await freePort();
    expect(await look(`http://127.0.0.1:${port}`)).toMatchObject({
      code: 2,
      error: expect.stringContaining('Does the app run?') as string,
    });
    expect(await look(rum.url, '--console', `http://127.0.0.1:${port}`)).toMatchObject({
      code: 2,
      error: expect.stringContaining('there is no console at') as string,
    });
    expect(await runDoctor(rum.url, '--browser', '/no/such/chrome')).toMatchObject({
      code: 2,
      error: expect.stringContaining('no Chrome or Chromium can be started') as string,
    });
  });
});
