import type { SampleEnvelope } from '../model/SampleEnvelope.ts';

const TENANT = 'my-shop';
const STREAM = `${TENANT}-9f3c2f0e-5d0b-4c57-8a1e-2f6f1c0a7d11`;
const USER_ID = 'auth0|66a1f0c2b4d3e5f60718293a';
const EMAIL = 'ada@example.com';
const DATABASE = 'Username-Password-Authentication';

const PERSON = { user_id: USER_ID, user_name: EMAIL };
const CONNECTION = {
  connection: DATABASE,
  connection_id: 'con_4kQ2zLx8Yb1nTf6R',
  strategy: 'auth0',
  strategy_type: 'database',
};
const SIGN_IN = { ...PERSON, ...CONNECTION, hostname: `${TENANT}.eu.auth0.com` };
const ADMINISTRATOR = { user_id: 'auth0|0123456789abcdef01234567' };

function profile(at: string): Record<string, unknown> {
  return {
    user_id: USER_ID,
    email: EMAIL,
    email_verified: true,
    name: 'Ada Example',
    nickname: 'ada',
    picture: 'https://example.com/ada.png',
    identities: [{ connection: DATABASE, provider: 'auth0', user_id: '66a1f0c2b4d3e5f60718293a', isSocial: false }],
    user_metadata: { newsletter: true, nickname: '', address: { city: 'Turin', floors: [1, 2] } },
    app_metadata: { plan: 'free' },
    created_at: '2026-01-05T09:00:00.000Z',
    updated_at: at,
    last_login: at,
    logins_count: 12,
  };
}

/** The logs, by code: what each adds to what all have. */
function logs(at: string): [code: string, data: Record<string, unknown>][] {
  return [
    ['s', { ...SIGN_IN, details: { prompts: [], session_id: 'k3XyZ', stats: { loginsCount: 12 } } }],
    ['f', { ...CONNECTION, user_name: EMAIL, description: 'Callback URL mismatch.' }],
    ['fp', { ...CONNECTION, ...PERSON, description: 'Wrong email or password.' }],
    ['fu', { ...CONNECTION, user_name: 'nobody@example.com', description: 'Wrong email or password.' }],
    [
      'ss',
      {
        ...SIGN_IN,
        details: {
          body: {
            client_id: 'kX2mWq7Ls9',
            email: EMAIL,
            password: '*****',
            connection: DATABASE,
            tenant: TENANT,
            user_metadata: { newsletter: true },
          },
        },
      },
    ],
    ['fs', { ...CONNECTION, user_name: EMAIL, description: 'The user already exists.' }],
    ['slo', { ...SIGN_IN, details: { return_to: 'https://shop.example.com/', session_id: 'k3XyZ' } }],
    ['flo', { ...SIGN_IN, description: 'The returnTo address is not allowed.' }],
    ['ssa', { ...SIGN_IN }],
    ['fsa', { ...CONNECTION, description: 'Login required', hostname: `${TENANT}.eu.auth0.com` }],
    ['seacft', { ...PERSON, hostname: `${TENANT}.eu.auth0.com` }],
    ['fertft', { ...PERSON, description: 'Unknown or invalid refresh token.' }],
    ['srrt', { ...PERSON }],
    ['gd_start_auth', { ...PERSON }],
    ['gd_auth_succeed', { ...PERSON }],
    ['gd_auth_failed', { ...PERSON, description: 'Multi-factor authentication failed' }],
    ['gd_enrollment_complete', { ...PERSON }],
    ['gd_start_enroll_failed', { ...PERSON, description: 'Enrollment could not start' }],
    ['cls', { user_name: EMAIL, connection: 'email', strategy: 'email', strategy_type: 'passwordless' }],
    ['fn', { ...PERSON, description: 'The e-mail provider refused.' }],
    ['scpr', { ...CONNECTION, ...PERSON }],
    ['fcpr', { ...CONNECTION, description: 'The user does not exist.' }],
    [
      'sce',
      {
        ...CONNECTION,
        ...PERSON,
        details: {
          body: {
            client_id: 'kX2mWq7Ls9',
            connection: DATABASE,
            email: EMAIL,
            newEmail: 'ada.example@example.com',
            tenant: TENANT,
            verify: true,
          },
        },
      },
    ],
    ['fce', { ...CONNECTION, ...PERSON, description: 'The address is in use.' }],
    ['scp', { ...CONNECTION, ...PERSON, details: { title: 'Change Password', email: EMAIL } }],
    [
      'scu',
      {
        ...CONNECTION,
        ...PERSON,
        details: {
          body: { connection: DATABASE, email: EMAIL, oldUsername: 'ada', newUsername: 'ada.example', tenant: TENANT },
        },
      },
    ],
    [
      'scpn',
      {
        ...PERSON,
        connection: 'sms',
        strategy: 'sms',
        strategy_type: 'passwordless',
        details: {
          body: { old_phone_number: '+390110000000', new_phone_number: '+390110000001', phone_verified: true },
        },
      },
    ],
    ['sv', { ...CONNECTION, ...PERSON, details: { title: 'Confirm Email', email: EMAIL } }],
    ['sui', { details: { connection: DATABASE, tenant: TENANT } }],
    ['fui', { description: 'The file is not JSON.' }],
    ['si', { ...PERSON }],
    ['fi', { description: 'The invitation is for another address.' }],
    ['connected_accounts_connection_succeeded', { ...PERSON }],
    ['connected_accounts_connection_failed', { ...PERSON, description: 'access_denied' }],
    ['connected_accounts_delete_succeeded', { ...PERSON }],
    ['connected_accounts_delete_failed', { ...PERSON, description: 'not_found' }],
    ['organization_member_added', { ...PERSON, organization_id: 'org_9aLq', organization_name: 'example' }],
    ['limit_wc', { ...CONNECTION, ...PERSON, description: 'The address is blocked after 10 attempts.' }],
    ['ublkdu', { ...PERSON }],
    ['pwd_leak', { ...CONNECTION, user_name: EMAIL }],
    [
      'sapi',
      {
        ...ADMINISTRATOR,
        description: 'Create a User',
        details: {
          request: { method: 'post', path: '/api/v2/users', channel: 'api', body: { email: EMAIL } },
          response: { statusCode: 201, body: profile(at) },
        },
      },
    ],
    [
      'sapi',
      {
        ...ADMINISTRATOR,
        description: 'Update a User',
        details: {
          request: {
            method: 'patch',
            path: `/api/v2/users/${encodeURIComponent(USER_ID)}`,
            channel: 'api',
            body: { user_metadata: { newsletter: true } },
          },
          response: { statusCode: 200, body: profile(at) },
        },
      },
    ],
    [
      'sapi',
      {
        ...ADMINISTRATOR,
        description: 'Update a client',
        details: {
          request: { method: 'patch', path: '/api/v2/clients/kX2mWq7Ls9', channel: 'api', body: { name: 'Shop' } },
          response: { statusCode: 200, body: { name: 'Shop', client_id: 'kX2mWq7Ls9' } },
        },
      },
    ],
    ['fscim', { description: 'The user could not be created.' }],
    ['api_limit', { description: 'Global per minute limit has been reached' }],
    ['actions_execution_failed', { description: 'An Action failed' }],
    ['a_code_of_tomorrow', { ...PERSON, description: 'Something new' }],
    ['fdu', { ...CONNECTION, ...PERSON, description: 'The database refused.' }],
    ['sdu', { ...CONNECTION, ...PERSON, details: { body: { connection: DATABASE, tenant: TENANT } } }],
    [
      'sapi',
      {
        ...ADMINISTRATOR,
        description: 'Delete a User',
        details: {
          request: { method: 'delete', path: `/api/v2/users/${encodeURIComponent(USER_ID)}`, channel: 'api' },
          response: { statusCode: 204, body: {} },
        },
      },
    ],
  ];
}

/**
 * One event of every kind in the true schema of Auth0's log streams and event streams, a second apart, all about one user.
 *
 * The ids are those of the time `from`: sent twice with the same time they are duplicates.
 *
 * @param from when the first of them happened
 * @example
 * for (const envelope of auth0Samples(new Date())) console.log(envelope.detail);
 */
export function auth0Samples(from: Date): SampleEnvelope[] {
  let second = 0;
  const next = (): { at: string; serial: string } => {
    const at = new Date(from.getTime() + second * 1000).toISOString();
    second++;
    return { at, serial: `${at.replace(/\D/g, '')}${String(second).padStart(3, '0')}` };
  };
  const fromLogs = logs(from.toISOString()).map(([type, data]) => {
    const { at, serial } = next();
    const log_id = `9002${serial}`;
    return envelope('auth0.logs', 'Auth0 log', at, serial, {
      log_id,
      data: {
        date: at,
        type,
        description: '',
        client_id: 'kX2mWq7Ls9',
        client_name: 'Shop',
        ip: '203.0.113.7',
        user_agent: 'Chrome 156.0.0 / Mac OS X 10.15.7',
        environment_name: 'prod-eu-1',
        tenant_name: TENANT,
        // Only some tenants' logs have it, and Auth0's schemas do not.
        ...(type === 's' && { location_info: { country_code: 'IT', country_name: 'Italy', city_name: 'Turin' } }),
        ...data,
        log_id,
      },
    });
  });
  const fromStreams = ['created', 'updated', 'deleted'].map((what) => {
    const { at, serial } = next();
    return envelope('auth0.events', `user.${what}`, at, serial, {
      specversion: '1.0',
      type: `user.${what}`,
      source: `urn:auth0:${TENANT}.eu.auth0app.com`,
      id: `evt_${serial}`,
      time: at,
      data: { object: profile(at) },
      a0tenant: TENANT,
      a0stream: 'est_7bPz',
    });
  });
  return [...fromLogs, ...fromStreams];
}

function envelope(
  stream: string,
  detailType: string,
  time: string,
  serial: string,
  detail: Record<string, unknown>,
): SampleEnvelope {
  return {
    version: '0',
    id: `00000000-0000-4000-8000-${serial.slice(-12)}`,
    'detail-type': detailType,
    source: `aws.partner/auth0.com/${STREAM}/${stream}`,
    account: '123456789012',
    time: time.replace(/\.\d+Z$/, 'Z'),
    region: 'eu-central-1',
    resources: [],
    detail,
  };
}
