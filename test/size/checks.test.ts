import { expect, it } from 'vitest';
import { budgets } from './budgets.ts';
import type { Chunk } from './bundle.ts';
import { checkBudgets } from './checks.ts';
import { measure } from './measure.ts';
import type { Result } from './results.ts';

const SIGNING = '/x/node_modules/@aws-crypto/sha256-js/build/module/RawSha256.js';
const AWS_SDK = '/x/node_modules/@aws-sdk/client-cognito-identity/dist-es/index.js';
const REPLAY = '/x/node_modules/@rrweb/record/dist/record.js';

function chunk(file: string, sources: string[], overrides: Partial<Chunk> = {}): Chunk {
  const bytes = Object.fromEntries(sources.map((source) => [source, 10]));
  return { file, code: '', entry: file === 'main.js', imports: [], dynamicImports: [], sources: bytes, ...overrides };
}

/** Code that gzip cannot make smaller. */
function noise(bytes: number): string {
  let seed = 1;
  return Array.from({ length: bytes }, () => {
    seed = (seed * 48271) % 2147483647;
    return String.fromCharCode(33 + (seed % 90));
  }).join('');
}

function result(changes: Partial<Record<keyof Result['measured'], Chunk[]>> = {}): Result {
  const dualRum = [
    chunk('main.js', ['/x/sdk.js'], { dynamicImports: ['signing.js', 'identity.js'] }),
    chunk('signing.js', [SIGNING]),
    chunk('identity.js', [AWS_SDK]),
  ];
  const empty = [chunk('main.js', ['/x/node_modules/.cache/size/a/main.js'])];
  const awsRumWeb = [chunk('main.js', [REPLAY, SIGNING])];
  const frameworks = {
    dualRumVue: dualRum,
    dualRumNuxt: dualRum,
    dualRumReact: dualRum,
    dualRumReactHooks: dualRum,
    dualRumAngular: dualRum,
  };
  const entries = { ...frameworks, dualRumAuth0: dualRum, dualRumCognito: dualRum, dualRumOidc: dualRum };
  const awsSdk = [chunk('main.js', [], { dynamicImports: ['sdk.js'] }), chunk('sdk.js', [AWS_SDK])];
  const chunks = { dualRum, ...entries, awsSdk, typesOnly: empty, unused: empty, awsRumWeb, ...changes };
  const measured = Object.fromEntries(Object.entries(chunks).map(([name, list]) => [name, measure(list)]));
  return { bundler: 'vite', type: 'module', measured: measured as Result['measured'] };
}

const failed = (changes: Parameters<typeof result>[0]) =>
  checkBudgets(result(changes))
    .filter(({ ok }) => !ok)
    .map(({ what }) => what.replace('vite module: ', ''));

it('passes what keeps within the budgets', () => {
  expect(failed({})).toEqual([]);
});

it('refuses an SDK that is too big up front, statically imported chunks included', () => {
  const main = chunk('main.js', [], { imports: ['shared.js'], dynamicImports: ['signing.js', 'identity.js'] });
  const shared = chunk('shared.js', ['/x/sdk.js'], { code: noise(50_000) });
  const dualRum = [main, shared, chunk('signing.js', [SIGNING]), chunk('identity.js', [AWS_SDK])];
  expect(failed({ dualRum, dualRumVue: dualRum })).toEqual([
    `up front ≤ ${budgets.upFront['vite module']} bytes`,
    `before the first dispatch ≤ ${budgets.beforeFirstDispatch['vite module']} bytes`,
  ]);
});

it('counts the signing chunk and what it imports as before the first dispatch, and the identity SDK as later', () => {
  const main = chunk('main.js', [], { dynamicImports: ['signing.js', 'identity.js'] });
  const signing = chunk('signing.js', [SIGNING], { imports: ['hash.js'] });
  const hash = chunk('hash.js', ['/x/hash.js'], { code: noise(50_000) });
  const identity = chunk('identity.js', [AWS_SDK, SIGNING], { code: noise(90_000) });
  const dualRum = [main, signing, hash, identity];
  expect(failed({ dualRum })).toEqual([
    `before the first dispatch ≤ ${budgets.beforeFirstDispatch['vite module']} bytes`,
  ]);
  expect(failed({ dualRum: [main, signing, identity] })).toEqual([]);
});

it('refuses to pass when no signing code is found', () => {
  const dualRum = [chunk('main.js', [], { dynamicImports: ['identity.js'] }), chunk('identity.js', [AWS_SDK])];
  expect(failed({ dualRum })).toEqual(['the signing code is found']);
});

it('refuses the AWS SDK and rrweb up front', () => {
  const dualRumVue = [chunk('main.js', [AWS_SDK, REPLAY])];
  expect(failed({ dualRumVue })).toEqual(['no AWS SDK up front', 'no rrweb up front']);
});

it('refuses to pass when it no longer recognizes the AWS SDK or rrweb', () => {
  const dualRum = [chunk('main.js', [], { dynamicImports: ['signing.js'] }), chunk('signing.js', [SIGNING])];
  const none = [chunk('main.js', [])];
  expect(failed({ dualRum, awsSdk: none, awsRumWeb: none })).toEqual([
    'the AWS SDK is recognized where it is',
    'rrweb is recognized where it is',
  ]);
});

it.each([
  ['./vue', 'dualRumVue', budgets.vue],
  ['./nuxt', 'dualRumNuxt', budgets.nuxt],
  ['./react', 'dualRumReact', budgets.react],
  ['./react, hooks', 'dualRumReactHooks', budgets.reactHooks],
  ['./angular', 'dualRumAngular', budgets.angular],
] as const)('refuses an entry of a framework that is too big: %s', (entry, fixture, budget) => {
  const big = [chunk('main.js', ['/x/framework.js'], { code: noise(3_000) })];
  expect(failed({ [fixture]: big })).toEqual([`${entry} adds ≤ ${budget} bytes`]);
});

it.each([
  ['./auth0', 'dualRumAuth0'],
  ['./cognito', 'dualRumCognito'],
  ['./oidc', 'dualRumOidc'],
] as const)('refuses a source of sign-in that is too big, or brings the AWS SDK: %s', (entry, fixture) => {
  const big = [chunk('main.js', ['/x/source.js'], { code: noise(3_000) })];
  expect(failed({ [fixture]: big })).toEqual([`${entry} adds ≤ ${budgets.signIn} bytes`]);
  expect(failed({ [fixture]: [chunk('main.js', [AWS_SDK])] })).toEqual(['no AWS SDK up front']);
});

it('refuses types and unused imports that cost something', () => {
  const some = [chunk('main.js', ['/x/sdk.js'])];
  expect(failed({ typesOnly: some, unused: some })).toEqual([
    'an import of types ≤ 0 bytes',
    'an import of which nothing is used ≤ 0 bytes',
  ]);
});
