import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTemplate } from '../createTemplate.ts';
import { parseFlags } from './parseFlags.ts';
import { runCli } from './runCli.ts';
import { usage } from './usage.ts';

const base = [
  '--name',
  'Shop',
  '--domain',
  'shop.example.com',
  '--issuer',
  'my-shop.eu.auth0.com',
  '--client-id',
  'kX2m',
];
const options = {
  name: 'Shop',
  domains: ['shop.example.com'],
  signIn: { oidc: { issuer: 'my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
};
const run = (argv: string[], files: Record<string, string> = {}, input = '') =>
  runCli({
    argv,
    version: '1.2.3',
    readInput: () => input,
    readFile: (path) => {
      if (files[path] === undefined) throw new Error(`ENOENT: ${path}`);
      return files[path];
    },
  });
const identityPool = ['--existing-identity-pool-id', 'eu-west-1:00000000-0000-4000-8000-000000000000'];
const roles = [
  '--guest-role-arn',
  'arn:aws:iam::123456789012:role/Guests',
  '--authenticated-role-arn',
  'arn:aws:iam::123456789012:role/Users',
];

describe('the command', () => {
  it('explains itself and every flag, and says its version', () => {
    expect(run(['--help'])).toEqual({ code: 0, out: usage, error: '' });
    expect(run(['--version']).out).toBe('1.2.3\n');
    const flags = [...usage.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag!).filter((flag) => flag !== 'stack-name');
    for (const flag of flags) expect(() => parseFlags([`--${flag}`, '1'])).not.toThrow(/Unknown option/);
  });

  it.each([
    [[], 'Which command?'],
    [['deploy'], 'There is no command "deploy".'],
    [['template', 'now'], 'Unexpected argument "now".'],
    [['template', '--nme', 'Shop'], "Unknown option '--nme'"],
    [['template', ...base, '--account', '123456789012'], '--account is an option of policy, not of template.'],
  ])('exits with 2 on wrong usage: %j', (argv, message) => {
    const { code, out, error } = run(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(message);
    expect(error).toContain('Usage:');
  });

  it.each([
    [['template'], 'name: missing'],
    [['template', ...base, '--format', 'xml'], '--format: "xml" given; it must be yaml or json'],
    [['template', ...base, '--sample-rate', 'half'], 'sampleRate: null given; it must be a share from 0 to 1'],
    [['template', '--options', 'none.json'], '--options: cannot read none.json as JSON: ENOENT'],
    [['template', '--name', 'Shop', '--client-id', 'a'], '--client-id: given without --issuer'],
    [['template', ...base, '--alarm-topic', 'arn'], '--alarm-topic: given without --alarm-above'],
    [['policy', ...base, '--account', '1'], 'account: "1" given; it must be twelve digits'],
    [['config'], '--file: cannot read standard input as JSON'],
  ])('exits with 1 on what cannot work: %j', (argv, message) => {
    const { code, out, error } = run(argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain(`dual-rum-cdk: ${message}`);
  });
});

describe('template', () => {
  it('prints the template of its options, in YAML without aliases and in JSON', () => {
    const yaml = run(['template', ...base, '--unsigned', '--lock']).out;
    const expected = createTemplate({ ...options, guests: 'unsigned', lockAuthenticated: true });
    expect(parse(yaml)).toEqual(expected);
    expect(yaml).not.toMatch(/[&*]a\d/);
    expect(JSON.parse(run(['template', ...base, '--unsigned', '--lock', '--format', 'json']).out)).toEqual(expected);
  });

  it('takes options from a file, and flags before them', () => {
    const files = { 'rum.json': JSON.stringify({ ...options, sampleRate: 0.5, name: 'Other' }) };
    const { out } = run(['template', '--options', 'rum.json', '--name', 'Shop', '--format', 'json'], files);
    expect(JSON.parse(out)).toEqual(createTemplate({ ...options, sampleRate: 0.5 }));
  });

  it('has a flag for every option', () => {
    const argv = [
      ['--user-pool-id', 'eu-west-1_a', '--user-pool-client-id', 'b', '--user-pool-client-id', 'c'],
      ['--provider-arn', 'arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com'],
      ['--unsigned', '--alias', 'x', '--lock', '--cw-logs', '--no-custom-events', '--sample-rate', '0.1'],
      ['--telemetries', 'http,errors', '--no-cookies', '--xray', '--source-maps', 's3://maps', '--dashboard'],
      ['--audit-trail', '--audit-guests', '--audit-days', '30', '--audit-database', 'audit'],
      ['--blocked', 'eu-west-1:00000000-0000-4000-8000-00000000000a'],
      ['--alarm-above', '100', '--alarm-topic', 'arn:aws:sns:eu-west-1:123456789012:ops'],
    ].flat();
    expect(JSON.parse(run(['template', ...base, ...argv, '--format', 'json']).out)).toEqual(
      createTemplate({
        ...options,
        signIn: {
          userPool: { userPoolId: 'eu-west-1_a', clientIds: ['b', 'c'] },
          oidc: {
            ...options.signIn.oidc,
            providerArn: 'arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com',
          },
        },
        guests: 'unsigned',
        alias: 'x',
        lockAuthenticated: true,
        cwLogs: true,
        customEvents: false,
        sampleRate: 0.1,
        telemetries: ['http', 'errors'],
        allowCookies: false,
        xray: true,
        sourceMaps: 's3://maps',
        dashboard: true,
        auditTrail: { guests: true, keepDays: 30, database: 'audit' },
        blocked: ['eu-west-1:00000000-0000-4000-8000-00000000000a'],
        guestVolumeAlarm: { eventsPerHour: 100, topicArn: 'arn:aws:sns:eu-west-1:123456789012:ops' },
      }),
    );
  });
});

/** What is printed under each heading. */
interface Printed {
  Statement: Record<string, unknown>[];
}
const sections = (out: string): Record<string, Printed> =>
  Object.fromEntries(
    [...out.matchAll(/^# (.*)\n(\{[\s\S]*?^\})$/gm)].map(([, heading, json]): [string, Printed] => [
      heading!,
      JSON.parse(json!) as Printed,
    ]),
  );

describe('policy', () => {
  it('prints two policies and two trust documents, with what is not known in capitals', () => {
    const printed = sections(run(['policy', ...base]).out);
    expect(Object.keys(printed)).toEqual([
      'Role of guests, trust policy',
      'Role of guests, inline policy "PutRumEvents"',
      'Role of signed-in users, trust policy',
      'Role of signed-in users, inline policy "PutRumEvents"',
    ]);
    expect(printed['Role of guests, inline policy "PutRumEvents"']!.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'rum:PutRumEvents',
        Resource: 'arn:aws:rum:REGION:ACCOUNT_ID:appmonitor/Shop_Unauthenticated',
      },
    ]);
    expect(JSON.stringify(printed['Role of signed-in users, trust policy'])).toContain(
      '"StringEquals":{"cognito-identity.amazonaws.com:aud":"IDENTITY_POOL_ID"}',
    );
  });

  it('is complete when it is told where', () => {
    const place = ['--region', 'eu-west-1', '--account', '123456789012', ...identityPool, ...roles, '--lock'];
    const { out } = run(['policy', ...base.slice(0, 4), ...place]);
    expect(out).not.toMatch(/[A-Z]+_[A-Z]+/);
    expect(sections(out)['App monitor Shop_Authenticated, resource policy']!.Statement).toEqual([
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'rum:PutRumEvents',
        Resource: 'arn:aws:rum:eu-west-1:123456789012:appmonitor/Shop_Authenticated',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/Users' } },
      },
    ]);
  });

  it('gives unsigned guests a resource policy, and no role', () => {
    expect(Object.keys(sections(run(['policy', ...base, '--unsigned']).out))).toEqual([
      'App monitor Shop_Unauthenticated, resource policy',
      'Role of signed-in users, trust policy',
      'Role of signed-in users, inline policy "PutRumEvents"',
    ]);
  });
});

describe('config', () => {
  const clientConfig = { region: 'eu-west-1', guest: { appMonitorId: 'a' }, authenticated: { appMonitorId: 'b' } };
  const text = JSON.stringify(clientConfig);
  const described = (outputs: Record<string, string>) =>
    JSON.stringify({
      Stacks: [
        {
          StackName: 'web',
          Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
        },
      ],
    });

  it.each([
    ['the YAML template', described({ Other: 'x', ClientConfig: text, ContentSecurityPolicy: 'connect-src x' })],
    ['the construct', described({ RumClientConfig09E03389: text, RumContentSecurityPolicyD56854D6: 'connect-src x' })],
    [
      'Terraform',
      JSON.stringify({ client_config: { value: text }, content_security_policy: { value: 'connect-src x' } }),
    ],
  ])('reads the outputs of %s', (_, printed) => {
    expect(JSON.parse(run(['config'], {}, printed).out)).toEqual(clientConfig);
    expect(run(['config', '--csp', '--file', 'stack.json'], { 'stack.json': printed }).out).toBe('connect-src x\n');
  });

  it('asks which, when a stack has two', () => {
    const two = described({ OneClientConfig09E03389: text, TwoClientConfig09E03389: '{"guest":1,"authenticated":2}' });
    expect(run(['config'], {}, two)).toMatchObject({ code: 1 });
    expect(run(['config'], {}, two).error).toContain('OneClientConfig09E03389, TwoClientConfig09E03389: say which');
    const { out } = run(['config', '--output', 'TwoClientConfig09E03389'], {}, two);
    expect(JSON.parse(out)).toEqual({ guest: 1, authenticated: 2 });
  });

  it.each([
    [described({ Url: 'x' }), 'there is no ClientConfig among the outputs (Url)'],
    [described({ ClientConfig: 'x' }), 'ClientConfig: "x" is not JSON'],
    [described({ ClientConfig: '{}' }), 'names no guest and authenticated app monitor'],
    ['[]', 'there is no ClientConfig'],
    ['7', 'it must be what "aws cloudformation describe-stacks"'],
  ])('says what is wrong with %s', (printed, message) => {
    expect(run(['config'], {}, printed)).toMatchObject({ code: 1, out: '' });
    expect(run(['config'], {}, printed).error).toContain(message);
  });
});

it('runs as a process, with standard input', () => {
  const bin = resolve(import.meta.dirname, '../bin.ts');
  const input = JSON.stringify({ client_config: { value: '{"guest":{},"authenticated":{}}' } });
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', bin, 'config'], {
    encoding: 'utf8',
    input,
  });
  expect({ status, config: JSON.parse(stdout) as unknown }).toEqual({
    status: 0,
    config: { guest: {}, authenticated: {} },
  });
});
