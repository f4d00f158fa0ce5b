import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policySize } from '../model/policySize.ts';
import type { BlockedUser } from '../options/BlockedUser.ts';
import { fromPolicy, toPolicy, type Block, type Document } from './blockPolicy.ts';
import { addBlocks, liftBlocks } from './changeBlocks.ts';
import { decodeNote, encodeNote, MAX_NOTE } from './note.ts';
import { runBlock } from './runBlock.ts';

const monitorArn = 'arn:aws:rum:eu-west-1:123456789012:appmonitor/Shop_Authenticated';
const identity = (i: number): string => `eu-west-1:${String(i).padStart(8, '0')}-0000-4000-8000-000000000000`;
const provider = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI';
const login = (subject: string): string => `${provider}:CognitoSignIn:${subject}`;

const note = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'Z', 'z', '0', '9', ' ', '-'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: MAX_NOTE,
});
const user = fc
  .nat(20)
  .map((i): BlockedUser => (i % 2 ? { by: 'identity', value: identity(i) } : { by: 'login', value: login(`s${i}`) }));
const blocks = fc.uniqueArray(fc.record({ user, since: fc.constantFrom('2026-11-26', '2026-11-27'), note }), {
  selector: ({ user: { value } }) => value,
  maxLength: 12,
});
const sorted = (all: readonly Block[]): string[] => all.map((each) => JSON.stringify(each)).sort();

describe('a note', () => {
  it('comes back from letters and digits as it was', () => {
    fc.assert(
      fc.property(note, (text) => {
        expect(encodeNote(text)).toMatch(/^[A-Za-z0-9]*$/);
        expect(decodeNote(encodeNote(text))).toBe(text);
      }),
    );
    expect(encodeNote('forged errors, SEC-12')).toBe('forgedZ20errorsZ2CZ20SECZ2D12');
    expect(decodeNote('no_note')).toBeUndefined();
    expect(decodeNote('aZ2')).toBeUndefined();
  });
});

describe('a policy', () => {
  it('keeps who is blocked, since when and why', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        expect(sorted(fromPolicy(toPolicy(all, monitorArn)))).toEqual(sorted(all));
      }),
    );
  });

  it('has a statement for each kind, day and note, whose Sid is its own', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const { Statement } = toPolicy(all, monitorArn);
        const sids = [Statement].flat().map(({ Sid }) => Sid);
        expect(new Set(sids).size).toBe(sids.length);
      }),
    );
  });

  it.each([
    ['another effect', { Effect: 'Allow' }],
    ['another action', { Action: 'rum:*' }],
    ['no condition', { Condition: {} }],
    [
      'one more condition',
      { Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': 'a', 'aws:x': 'b' } } },
    ],
    ['another Sid', { Sid: 'Mine' }],
  ])('that somebody wrote by hand is not overwritten: %s', (_, changes) => {
    const { Version, Statement } = toPolicy(
      [{ user: { by: 'identity', value: identity(1) }, since: '2026-11-27', note: '' }],
      monitorArn,
    );
    const document = { Version, Statement: [{ ...[Statement].flat()[0], ...changes }] } as Document;
    expect(() => fromPolicy(document)).toThrow('BlockedByCommand: it has a statement that this command does not write');
  });
});

describe('changes', () => {
  const users = fc.array(user, { maxLength: 5 });
  it('are the same when made twice, and undone to what was', () => {
    fc.assert(
      fc.property(blocks, users, (before, all) => {
        const once = addBlocks(before, all, '2026-11-28');
        expect(addBlocks(once.blocks, all, '2026-11-29').blocks).toEqual(once.blocks);
        const strangers = all.filter((each) => !before.some((known) => known.user.value === each.value));
        expect(liftBlocks(once.blocks, strangers).blocks).toEqual(before);
        expect(
          liftBlocks(once.blocks, all).blocks.filter((each) => all.some(({ value }) => value === each.user.value)),
        ).toEqual([]);
      }),
    );
  });
});

/** A role as IAM keeps it. */
function newRole(policies: Record<string, object> = {}) {
  const kept = new Map<string, Document>(
    Object.entries({
      PutRumEvents: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: monitorArn }],
      },
      ...policies,
    }) as [string, Document][],
  );
  const opened: string[] = [];
  const run = async (argv: string[], input = '', env: Record<string, string> = {}) => {
    let out = '';
    let error = '';
    const code = await runBlock({
      argv,
      env,
      clock: () => Date.UTC(2026, 10, 27, 23, 59),
      readFile: () => input,
      readInput: () => input,
      openRole: (role, region) => {
        opened.push(`${role} ${region}`);
        return Promise.resolve({
          read: () => Promise.resolve(new Map(kept)),
          put: (name, document) => Promise.resolve(void kept.set(name, structuredClone(document))),
          remove: (name) => Promise.resolve(void kept.delete(name)),
        });
      },
      out: (text) => (out += text),
      error: (text) => (error += text),
    });
    return { code, out, error };
  };
  return { kept, opened, run };
}
const stack = (outputs: Record<string, string>) =>
  JSON.stringify({
    Stacks: [{ Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) }],
  });
const deployed = {
  RumClientConfig09E03389: JSON.stringify({ region: 'eu-west-1', guest: {}, authenticated: {} }),
  RumAuthenticatedRoleName09E03389: 'Web-Users',
  RumLoginProviders09E03389: provider,
};

describe('the command block', () => {
  it('blocks, lists, says what is so already, and unblocks', async () => {
    const { kept, run } = newRole();
    const role = ['--role', 'arn:aws:iam::123456789012:role/app/Web-Users'];
    const first = await run([identity(1), login('carol'), '--note', 'forged errors', ...role]);
    expect(first).toMatchObject({ code: 0, out: `${identity(1)}: blocked\n${login('carol')}: blocked\n` });
    expect(kept.get('BlockedByCommand')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Blocked20261127IdentityforgedZ20errors',
          Effect: 'Deny',
          Action: 'rum:PutRumEvents',
          Resource: monitorArn,
          Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': [identity(1)] } },
        },
        {
          Sid: 'Blocked20261127LoginforgedZ20errors',
          Effect: 'Deny',
          Action: 'rum:PutRumEvents',
          Resource: monitorArn,
          Condition: { 'ForAnyValue:StringEquals': { 'cognito-identity.amazonaws.com:amr': [login('carol')] } },
        },
      ],
    });
    expect((await run(['--list', ...role])).out).toBe(
      `2026-11-27  ${identity(1)}  forged errors\n2026-11-27  ${login('carol')}  forged errors\n`,
    );
    const written = kept.get('BlockedByCommand');
    expect((await run([identity(1), ...role])).out).toBe(`${identity(1)}: is blocked since 2026-11-27 already\n`);
    expect(kept.get('BlockedByCommand')).toBe(written);
    expect((await run([identity(1), '--note', 'flood', ...role])).out).toContain('the note is new');
    expect((await run([identity(1), login('carol'), identity(2), '--undo', ...role])).out).toBe(
      `${identity(1)}: unblocked\n${login('carol')}: unblocked\n${identity(2)}: is not blocked\n`,
    );
    expect([...kept.keys()]).toEqual(['PutRumEvents']);
    expect((await run(['--list', ...role])).out).toBe('Nobody is blocked.\n');
  });

  it('finds the role and the provider of a subject in the outputs of a stack, and the region', async () => {
    const { kept, opened, run } = newRole();
    expect(await run(['carol', '--file', 'stack.json'], stack(deployed))).toMatchObject({
      code: 0,
      out: `${login('carol')}: blocked\n`,
    });
    expect(opened).toEqual(['Web-Users eu-west-1']);
    expect(JSON.stringify(kept.get('BlockedByCommand'))).toContain(`["${login('carol')}"]`);
    const terraform = {
      client_config: deployed.RumClientConfig09E03389,
      authenticated_role_name: 'Tf-Users',
      login_providers: '',
    };
    const printed = JSON.stringify(
      Object.fromEntries(Object.entries(terraform).map(([key, value]) => [key, { value }])),
    );
    expect(await run(['--list', '--file', '-'], printed, { AWS_REGION: 'us-gov-west-1' })).toMatchObject({ code: 0 });
    expect(opened[1]).toBe('Tf-Users us-gov-west-1');
  });

  it('changes nothing with --dry-run, and prints the policy', async () => {
    const { kept, run } = newRole();
    const { out } = await run([identity(1), '--role', 'Users', '--dry-run']);
    expect(fromPolicy(JSON.parse(out) as Document)).toEqual([
      { user: { by: 'identity', value: identity(1) }, since: '2026-11-27', note: '' },
    ]);
    expect([...kept.keys()]).toEqual(['PutRumEvents']);
  });

  it('leaves those of the deployment to the deployment', async () => {
    const BlockedUsers = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'BlockedIdentities',
          Effect: 'Deny',
          Action: 'rum:PutRumEvents',
          Resource: monitorArn,
          Condition: { StringEquals: { 'cognito-identity.amazonaws.com:sub': [identity(1)] } },
        },
      ],
    };
    const { kept, run } = newRole({ BlockedUsers });
    expect((await run(['--list', '--role', 'Users'])).out).toBe(`deployment  ${identity(1)}\n`);
    expect((await run([identity(1), '--role', 'Users'])).out).toBe(
      `${identity(1)}: is blocked by the deployment already\n`,
    );
    expect(await run([identity(1), '--undo', '--role', 'Users'])).toMatchObject({ code: 1, out: '' });
    expect([...kept.keys()]).toEqual(['PutRumEvents', 'BlockedUsers']);
  });

  it('takes as many as fit beside the other policies of the role, and says how many', async () => {
    const { kept, run } = newRole({
      Other: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${'b'.repeat(2000)}/*` }],
      },
    });
    const many = Array.from({ length: 300 }, (_, i) => identity(i));
    const { code, error } = await run([...many, '--role', 'Users']);
    expect(code).toBe(1);
    const fitting = Number(/users: 300 more do not fit, (\d+) do/.exec(error)?.[1]);
    expect([...kept.keys()]).not.toContain('BlockedByCommand');
    expect(await run([...many.slice(0, fitting), '--role', 'Users'])).toMatchObject({ code: 0 });
    const size = () => [...kept.values()].reduce((sum, each) => sum + policySize(each), 0);
    expect(size()).toBeLessThanOrEqual(10_240);
    expect(await run([identity(999), '--role', 'Users'])).toMatchObject({ code: 1 });
    expect((await run([identity(999), '--role', 'Users'])).error).toContain('1 more do not fit, 0 do');
    expect(await run([many[0]!, '--undo', '--role', 'Users'])).toMatchObject({ code: 0 });
    expect(await run([identity(999), '--role', 'Users'])).toMatchObject({ code: 0 });
  });

  it.each<[string[], string]>([
    [[], 'Whom? Give a user, or --list.'],
    [['--list', 'a'], '--list takes no users'],
    [['a', '--undo', '--note', 'b'], '--note says why somebody is blocked'],
    [['a', '--forever'], "Unknown option '--forever'"],
  ])('exits with 2 on wrong usage: %j', async (argv, message) => {
    const { code, error, out } = await newRole().run(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(message);
    expect(error).toContain('Usage: dual-rum-cdk block');
  });

  it.each<[string, string[], string, Record<string, object>?, string?]>([
    ['no role', [identity(1)], '--role: missing; give the role of signed-in users, or the outputs'],
    ['a role that is none', [identity(1), '--role', 'a/b'], '--role: "a/b" given; it must be the name or the ARN'],
    ['a subject of nobody knows whom', ['carol', '--role', 'Users'], 'carol: a subject, and nothing says whose'],
    [
      'a subject of two',
      ['carol', '--file', 'x'],
      `may be a subject of each provider; write '${login('carol')}' or`,
      {},
      stack({ ...deployed, RumLoginProviders09E03389: `${provider},arn:aws:iam::123456789012:oidc-provider/a.b` }),
    ],
    [
      'a provider that is none',
      ['carol', '--role', 'Users', '--provider', 'auth0'],
      '--provider: "auth0" given; it must be cognito-idp',
    ],
    [
      'outputs without a role',
      ['carol', '--file', 'x'],
      'the outputs have no AuthenticatedRoleName',
      {},
      stack({ ClientConfig: deployed.RumClientConfig09E03389, LoginProviders: provider }),
    ],
    ['outputs that are no JSON', ['carol', '--file', 'x'], '--file: cannot read x as JSON', {}, '{'],
    ['a long note', [identity(1), '--role', 'Users', '--note', 'x'.repeat(101)], '--note: 101 characters given'],
    [
      'a role that writes nothing',
      [identity(1), '--role', 'Users'],
      'no inline policy that allows rum:PutRumEvents',
      { PutRumEvents: { Statement: [] } },
    ],
    [
      'the role of guests',
      [identity(1), '--role', 'Guests'],
      'is that of guests',
      {
        PutRumEvents: {
          Statement: { Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: monitorArn.replace('_A', '_Una') },
        },
      },
    ],
    [
      'a role that writes everywhere',
      [identity(1), '--role', 'Users'],
      'let the role write to that one alone',
      { PutRumEvents: { Statement: { Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: '*' } } },
    ],
  ])('exits with 1, and writes nothing, with %s', async (_, argv, message, policies = {}, input = '') => {
    const { kept, run } = newRole(policies);
    const { code, out, error } = await run(argv, input);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain(message);
    expect([...kept.keys()]).not.toContain('BlockedByCommand');
  });

  it('explains itself', async () => {
    const { code, out } = await newRole().run(['--help']);
    expect(code).toBe(0);
    for (const flag of ['--role', '--file', '--note', '--undo', '--list', '--dry-run', '--provider', '--region'])
      expect(out).toContain(flag);
  });
});
