import type { ConsoleOptions } from './ConsoleOptions.ts';
import { expect, expectKeys, expectList, expectText, expectWhole, isUuid } from './check.ts';
import { checkPolicy } from './checkPolicy.ts';

const dataKeys = [
  'port',
  'region',
  'account',
  'template',
  'templateParameters',
  'issuers',
  'appMonitors',
  'roles',
  'identityPools',
  'credentialsSeconds',
  'issuerClientIds',
  'maxEvents',
  'maxBodyBytes',
  'maxBatchEvents',
  'strictCustomEvents',
  'identityEvents',
  'trailGuests',
  'data',
  'maxDays',
  'maxMegabytes',
] as const satisfies readonly (keyof ConsoleOptions)[];

/** Checks the shape of options from any source; `from: 'file'` leaves out what JSON cannot say. */
export function checkOptions(value: unknown, from: 'code' | 'file' = 'code'): asserts value is ConsoleOptions {
  const keys = from === 'file' ? dataKeys : [...dataKeys, 'clock', 'log'];
  expectKeys(value, from === 'file' ? 'config' : 'options', keys);
  const given = (key: string, check: (found: unknown) => void): void => {
    if (value[key] !== undefined) check(value[key]);
  };
  given('port', (port) => expectWhole(port, 'port', 0, 65_535));
  given('region', (region) =>
    expect(
      typeof region === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region),
      'region',
      region,
      'an AWS region, for example us-east-1',
    ),
  );
  given('account', (account) =>
    expect(typeof account === 'string' && /^\d{12}$/.test(account), 'account', account, 'a text of twelve digits'),
  );
  given('credentialsSeconds', (seconds) => expectWhole(seconds, 'credentialsSeconds', 1, 43_200));
  given('maxEvents', (count) => expectWhole(count, 'maxEvents', 1, 10_000_000));
  given('maxBodyBytes', (bytes) => expectWhole(bytes, 'maxBodyBytes', 1024, 100_000_000));
  given('maxBatchEvents', (count) => expectWhole(count, 'maxBatchEvents', 1, 10_000_000));
  given('strictCustomEvents', (strict) =>
    expect(typeof strict === 'boolean', 'strictCustomEvents', strict, 'true or false'),
  );
  given('identityEvents', (folder) => expectText(folder, 'identityEvents', 'the path of a folder'));
  given('trailGuests', (guests) => expect(typeof guests === 'boolean', 'trailGuests', guests, 'true or false'));
  given('data', (folder) => expectText(folder, 'data', 'the path of a folder'));
  given('maxDays', (days) => expectWhole(days, 'maxDays', 1, 100_000));
  given('maxMegabytes', (megabytes) => expectWhole(megabytes, 'maxMegabytes', 1, 1_000_000_000));
  given('clock', (clock) =>
    expect(typeof clock === 'function', 'clock', clock, 'a function that returns milliseconds since 1970'),
  );
  given('log', (log) => expect(typeof log === 'function', 'log', log, 'a function that takes a line'));
  given('issuerClientIds', (ids) => checkTexts(ids, 'issuerClientIds'));
  given('template', (template) =>
    expect(
      (typeof template === 'string' && template !== '') || (typeof template === 'object' && template !== null),
      'template',
      template,
      'a CloudFormation template, or the path of one',
    ),
  );
  given('templateParameters', (parameters) => {
    expect(
      typeof parameters === 'object' && parameters !== null,
      'templateParameters',
      parameters,
      'an object of texts',
    );
    Object.entries(parameters).forEach(([name, text]) =>
      expect(typeof text === 'string', `templateParameters.${name}`, text, 'a text, as CloudFormation takes it'),
    );
  });
  given('issuers', (issuers) => each(issuers, 'issuers', checkIssuer));
  given('appMonitors', (monitors) => each(monitors, 'appMonitors', checkMonitor));
  given('roles', (roles) => each(roles, 'roles', checkRole));
  given('identityPools', (pools) => each(pools, 'identityPools', checkPool));
}

function checkMonitor(monitor: unknown, at: string): void {
  expectKeys(monitor, at, ['name', 'id', 'state', 'resourcePolicy']);
  const { name, id, state, resourcePolicy } = monitor;
  expect(
    typeof name === 'string' && /^[.\-_#A-Za-z0-9]{1,255}$/.test(name),
    `${at}.name`,
    name,
    'letters, digits and . - _ #',
  );
  if (id !== undefined) expect(isUuid(id), `${at}.id`, id, 'a UUID of 36 characters');
  if (state !== undefined) {
    expect(
      ['guest', 'authenticated', 'other'].includes(state as string),
      `${at}.state`,
      state,
      '"guest", "authenticated" or "other"',
    );
  }
  if (resourcePolicy !== undefined) checkPolicy(resourcePolicy, `${at}.resourcePolicy`, 'resource');
}

function checkRole(role: unknown, at: string): void {
  expectKeys(role, at, ['name', 'trustPolicy', 'policies']);
  expect(
    typeof role['name'] === 'string' && /^[\w+=,.@-]{1,64}$/.test(role['name']),
    `${at}.name`,
    role['name'],
    'an IAM role name of up to 64 characters',
  );
  checkPolicy(role['trustPolicy'], `${at}.trustPolicy`, 'trust');
  each(role['policies'], `${at}.policies`, (policy, inner) => {
    expectKeys(policy, inner, ['name', 'document']);
    expectText(policy['name'], `${inner}.name`);
    checkPolicy(policy['document'], `${inner}.document`, 'identity');
  });
}

function checkPool(pool: unknown, at: string): void {
  expectKeys(pool, at, ['id', 'allowUnauthenticated', 'unauthenticatedRole', 'authenticatedRole', 'issuers']);
  const { id, allowUnauthenticated, unauthenticatedRole, authenticatedRole, issuers } = pool;
  if (id !== undefined) {
    const [region, ...rest] = typeof id === 'string' ? id.split(':') : [];
    expect(region !== undefined && region !== '' && isUuid(rest.join(':')), `${at}.id`, id, '<region>:<uuid>');
  }
  if (allowUnauthenticated !== undefined) {
    expect(
      typeof allowUnauthenticated === 'boolean',
      `${at}.allowUnauthenticated`,
      allowUnauthenticated,
      'true or false',
    );
  }
  if (unauthenticatedRole !== undefined)
    expectText(unauthenticatedRole, `${at}.unauthenticatedRole`, 'the name of a role');
  if (authenticatedRole !== undefined) expectText(authenticatedRole, `${at}.authenticatedRole`, 'the name of a role');
  if (issuers !== undefined) each(issuers, `${at}.issuers`, checkIssuer);
}

function checkIssuer(issuer: unknown, at: string): void {
  expectKeys(issuer, at, ['issuer', 'clientIds', 'loginKey', 'jwksUri']);
  const isUrl = (url: unknown): boolean => typeof url === 'string' && /^https?:\/\//.test(url) && URL.canParse(url);
  const own = issuer['issuer'] === 'development';
  expect(
    own || isUrl(issuer['issuer']),
    `${at}.issuer`,
    issuer['issuer'],
    'an http(s) URL, or "development" for the console\'s own issuer',
  );
  if (!own || issuer['clientIds'] !== undefined) checkTexts(issuer['clientIds'], `${at}.clientIds`);
  if (issuer['loginKey'] !== undefined) expectText(issuer['loginKey'], `${at}.loginKey`);
  if (issuer['jwksUri'] !== undefined)
    expect(isUrl(issuer['jwksUri']), `${at}.jwksUri`, issuer['jwksUri'], 'an http(s) URL');
}

function checkTexts(value: unknown, at: string): void {
  each(value, at, (text, inner) => expectText(text, inner));
  expect((value as unknown[]).length > 0, at, value, 'a list with at least one text');
}

function each(value: unknown, at: string, check: (item: unknown, at: string) => void): void {
  expectList(value, at);
  value.forEach((item, index) => check(item, `${at}[${index}]`));
}
