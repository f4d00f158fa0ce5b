import { parseArgs } from 'node:util';
import { judgeTrail, judgeUser, type TrailRecord } from './judgeTrail.ts';

export interface CheckTrailIo {
  /** What follows `check-trail`. */
  argv: string[];
  /** The files below a path, or the path itself, each unpacked. Throws where there is none. */
  readFiles: (path: string) => { path: string; text: string }[];
  out: (text: string) => void;
  error: (text: string) => void;
}

export const usage = `Usage: dual-rum-cdk check-trail <folder or file...> [--blocked <user>]

Says whether CloudTrail's records of PutRumEvents name who wrote, and whether the writes of a blocked user are refused. Reads .json and
.json.gz files as CloudTrail writes them; get some hours of them first:
  aws s3 cp --recursive s3://<TrailBucketName>/AWSLogs/<account>/CloudTrail/<region>/2026/11/27/ trail/

  --blocked <user>   an identity id or an entry of amr, as "dual-rum-cdk block --list" prints them; may be repeated
  --help             prints this

Exits with 0 when every write has a writer and no blocked user gets through, with 1 when not.
`;

/** Runs `dual-rum-cdk check-trail`. Gives the exit code: 2 for wrong usage. */
export function runCheckTrail({ argv, readFiles, out, error }: CheckTrailIo): number {
  const parse = () =>
    parseArgs({
      args: argv,
      allowPositionals: true,
      options: { blocked: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
    });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (thrown) {
    error(`${(thrown as Error).message}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    out(usage);
    return 0;
  }
  if (positionals.length === 0) {
    error(`Which files?\n\n${usage}`);
    return 2;
  }
  let records: TrailRecord[];
  try {
    records = positionals.flatMap(readFiles).flatMap(({ path, text }) => recordsOf(path, text));
  } catch (thrown) {
    error(`dual-rum-cdk: ${(thrown as Error).message}\n`);
    return 1;
  }
  const sound = [tellTrail(records, out), ...(values.blocked ?? []).map((user) => tellUser(records, user, out))];
  return sound.every(Boolean) ? 0 : 1;
}

function recordsOf(path: string, text: string): TrailRecord[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const { Records } = (file ?? {}) as { Records?: unknown };
  // Digest files lie beside those of records.
  return Array.isArray(Records) ? (Records as TrailRecord[]) : [];
}

function tellTrail(records: readonly TrailRecord[], out: (text: string) => void): boolean {
  const { writes, nameIdentity, nameSubject, joinable, nameless, credentials, refused } = judgeTrail(records);
  out(`${records.length} records, ${writes} of PutRumEvents, ${refused} of those refused\n`);
  if (writes === 0) {
    out(
      'NOTHING TO SAY: no record of PutRumEvents. The trail is off, selects another app monitor, or nobody wrote; records come within some minutes.\n',
    );
    return false;
  }
  const share = (count: number): string => `${count} of ${writes}`;
  out(`${share(nameIdentity)} name the identity (webIdFederationData, cognito-identity.amazonaws.com:sub)\n`);
  out(`${share(nameSubject)} name the subject at the identity provider (cognito-identity.amazonaws.com:amr)\n`);
  out(
    `${share(joinable)} were signed with an access key that a record of GetCredentialsForIdentity gave out (${credentials} such records)\n`,
  );
  out(
    nameless === 0
      ? 'YES: every write has a writer.\n'
      : `NO: ${share(nameless)} have none. Credentials live an hour or more, so take also the records of the hours before; writes of guests and of other roles have none either.\n`,
  );
  return nameless === 0;
}

function tellUser(records: readonly TrailRecord[], user: string, out: (text: string) => void): boolean {
  const { accepted, refused, firstRefused, acceptedAfter } = judgeUser(records, user);
  out(`\n${user}: ${accepted} writes accepted, ${refused} refused\n`);
  if (refused === 0) {
    out(
      'NOT SEEN: no write of this user was refused. Block a test user, go on in the app as that user, and take later records.\n',
    );
    return false;
  }
  out(
    acceptedAfter === 0
      ? `YES: the Deny works. The first refusal was at ${firstRefused}, and nothing was accepted after it.\n`
      : `NO: ${acceptedAfter} were accepted after the first refusal at ${firstRefused}. The block was lifted, or does not hold.\n`,
  );
  return acceptedAfter === 0;
}
