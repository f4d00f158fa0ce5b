import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrailRecord } from './judgeTrail.ts';
import { readTrailFiles } from './readTrailFiles.ts';
import { runCheckTrail } from './runCheckTrail.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dual-rum-trail-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const identity = 'us-east-1:00000000-0000-4000-8000-00000000000a';
const login = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC:CognitoSignIn:alice';
const write = (changes: Partial<TrailRecord> = {}, key = 'ASIA1'): TrailRecord => ({
  eventTime: '2026-11-27T10:00:00Z',
  eventName: 'PutRumEvents',
  userIdentity: { accessKeyId: key },
  ...changes,
});
const named = (changes: Partial<TrailRecord> = {}): TrailRecord =>
  write({
    userIdentity: {
      accessKeyId: 'ASIA2',
      sessionContext: {
        webIdFederationData: {
          federatedProvider: 'cognito-identity.amazonaws.com',
          attributes: {
            'cognito-identity.amazonaws.com:sub': identity,
            'cognito-identity.amazonaws.com:amr': JSON.stringify(['authenticated', login]),
          },
        },
      },
    },
    ...changes,
  });
const credentials: TrailRecord = {
  eventName: 'GetCredentialsForIdentity',
  responseElements: { identityId: identity, credentials: { accessKeyId: 'ASIA1' } },
};

function check(records: TrailRecord[], ...more: string[]) {
  const day = join(folder, '2026/11/27');
  mkdirSync(day, { recursive: true });
  writeFileSync(join(day, 'a.json.gz'), gzipSync(JSON.stringify({ Records: records })));
  writeFileSync(join(day, 'digest.json'), JSON.stringify({ awsAccountId: '1' }));
  return run([folder, ...more]);
}
function run(argv: string[]) {
  let out = '';
  let error = '';
  const code = runCheckTrail({
    argv,
    readFiles: readTrailFiles,
    out: (text) => (out += text),
    error: (text) => (error += text),
  });
  return { code, out, error };
}

describe('check-trail', () => {
  it('says that records name the identity and the subject', () => {
    const { code, out } = check([named(), named()]);
    expect(code).toBe(0);
    expect(out).toContain('2 of 2 name the identity');
    expect(out).toContain('2 of 2 name the subject');
    expect(out).toContain('YES: every write has a writer.');
  });

  it('finds the writer through the access key that the pool gave out', () => {
    const { code, out } = check([write(), credentials]);
    expect(code).toBe(0);
    expect(out).toContain('0 of 1 name the identity');
    expect(out).toContain('1 of 1 were signed with an access key that a record of GetCredentialsForIdentity gave out');
  });

  it('says that a write has no writer', () => {
    const { code, out } = check([named(), write({}, 'ASIA9'), credentials]);
    expect(code).toBe(1);
    expect(out).toContain('NO: 1 of 2 have none');
  });

  it('says that there is nothing to say', () => {
    expect(check([credentials])).toMatchObject({ code: 1 });
    expect(check([credentials]).out).toContain('NOTHING TO SAY');
  });

  const refused = { errorCode: 'AccessDenied', eventTime: '2026-11-27T11:00:00Z' };
  it.each([
    ['by identity', identity, [named(), named(refused)]],
    ['by entry of amr', login, [named(), named(refused)]],
    ['through the access key', identity, [write(), write(refused), credentials]],
  ])('says that a Deny works, %s', (_, user, records) => {
    const { code, out } = check(records, '--blocked', user);
    expect(code).toBe(0);
    expect(out).toContain(`${user}: 1 writes accepted, 1 refused`);
    expect(out).toContain('YES: the Deny works. The first refusal was at 2026-11-27T11:00:00Z');
  });

  it('says that a Deny does not hold, or has not been seen', () => {
    const later = named({ eventTime: '2026-11-27T12:00:00Z' });
    expect(check([named(), named(refused), later], '--blocked', identity)).toMatchObject({ code: 1 });
    expect(check([named(), named(refused), later], '--blocked', identity).out).toContain('NO: 1 were accepted after');
    expect(check([named()], '--blocked', 'us-east-1:b').out).toContain('NOT SEEN');
    expect(check([named({ errorCode: 'ThrottlingException' })], '--blocked', identity).code).toBe(1);
  });

  it('exits with 2 on wrong usage, with 1 on files that are none', () => {
    expect(run([])).toMatchObject({ code: 2, out: '' });
    expect(run(['--all'])).toMatchObject({ code: 2 });
    expect(run([join(folder, 'none')])).toMatchObject({ code: 1, out: '' });
    writeFileSync(join(folder, 'b.json'), '{');
    expect(run([folder]).error).toContain('b.json is not JSON');
    expect(run(['--help']).out).toContain('Usage: dual-rum-cdk check-trail');
  });
});
