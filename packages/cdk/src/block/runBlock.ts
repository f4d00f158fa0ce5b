import { parseArgs } from 'node:util';
import { BLOCKED_POLICY_NAME } from '../model/blocked.ts';
import { INLINE_LIMIT, policySize } from '../model/policySize.ts';
import { loginOf, readBlockedUser, type BlockedUser } from '../options/BlockedUser.ts';
import { OptionError } from '../OptionError.ts';
import { readOutputs, type DeployedOutputs } from '../readOutputs.ts';
import {
  COMMAND_POLICY_NAME,
  fromPolicy,
  statementsOf,
  toPolicy,
  valuesOf,
  type Block,
  type Document,
} from './blockPolicy.ts';
import { addBlocks, liftBlocks, type Change } from './changeBlocks.ts';
import { findMonitor, roleNameOf } from './findTarget.ts';
import { checkNote } from './note.ts';
import type { RolePolicies } from './RolePolicies.ts';
import { usage } from './usage.ts';

export interface BlockIo {
  /** What follows `block`. */
  argv: string[];
  readFile: (path: string) => string;
  readInput: () => string;
  openRole: (role: string, region: string) => Promise<RolePolicies>;
  env: Record<string, string | undefined>;
  /** Milliseconds since 1970. */
  clock: () => number;
  out: (text: string) => void;
  /** Progress and errors. */
  error: (text: string) => void;
}

/** Runs `dual-rum-cdk block`. Resolves with the exit code: 0, 1 when it cannot be done, 2 for wrong usage. */
export async function runBlock(io: BlockIo): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(io.argv);
  } catch (error) {
    return misused(io, (error as Error).message);
  }
  const { values: flags, positionals } = parsed;
  if (flags.help) {
    io.out(usage);
    return 0;
  }
  if (flags.list && (positionals.length > 0 || flags.undo)) return misused(io, '--list takes no users and no --undo.');
  if (!flags.list && positionals.length === 0) return misused(io, 'Whom? Give a user, or --list.');
  if (flags.undo && flags.note !== undefined)
    return misused(io, '--note says why somebody is blocked, not why no more.');
  try {
    await block(io, flags, positionals);
    return 0;
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    io.error(`dual-rum-cdk: ${error.message}\n`);
    return 1;
  }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      role: { type: 'string' },
      file: { type: 'string' },
      output: { type: 'string' },
      provider: { type: 'string' },
      note: { type: 'string' },
      region: { type: 'string' },
      undo: { type: 'boolean' },
      list: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
type Flags = ReturnType<typeof parse>['values'];

function misused({ error }: BlockIo, message: string): number {
  error(`${message}\n\n${usage}`);
  return 2;
}

async function block(io: BlockIo, flags: Flags, texts: string[]): Promise<void> {
  const outputs = outputsOf(io, flags);
  const note = flags.note === undefined ? undefined : checkNote(flags.note);
  const users = texts.map((text) => userOf(text, flags, outputs));
  const role = roleNameOf(roleOf(flags, outputs));
  const region =
    flags.region ?? io.env['AWS_REGION'] ?? io.env['AWS_DEFAULT_REGION'] ?? regionOf(outputs) ?? 'us-east-1';
  io.error(`Reading the inline policies of role ${role}\n`);
  const policies = await io.openRole(role, region);
  const found = await policies.read();
  const monitorArn = findMonitor(role, found);
  const byDeployment = deployedBlocks(found.get(BLOCKED_POLICY_NAME));
  const known = found.get(COMMAND_POLICY_NAME);
  const before = known ? fromPolicy(known) : [];
  if (flags.list) return io.out(listOf(before, byDeployment));

  const deployed = users.filter((user) => byDeployment.some(({ value }) => value === user.value));
  if (flags.undo && deployed.length > 0) {
    throw new OptionError(
      'users',
      `${deployed.map(({ value }) => value).join(', ')}: blocked by the option "blocked" of the deployment; take it out there and deploy`,
    );
  }
  const today = new Date(io.clock()).toISOString().slice(0, 10);
  const left = users.filter((user) => !deployed.includes(user));
  const { blocks, changes } = flags.undo ? liftBlocks(before, left) : addBlocks(before, left, today, note);
  const document = toPolicy(blocks, monitorArn);
  mustFit(document, before, blocks, monitorArn, found);
  const changed = JSON.stringify(document) !== JSON.stringify(toPolicy(before, monitorArn));
  if (flags['dry-run']) {
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    io.error(
      `Nothing is changed. Without --dry-run this is the inline policy ${COMMAND_POLICY_NAME} of role ${role}${blocks.length === 0 ? ', which goes, since it denies nobody' : ''}.\n`,
    );
    return;
  }
  if (changed) {
    io.error(`Writing the inline policy ${COMMAND_POLICY_NAME}\n`);
    await (blocks.length === 0 ? policies.remove(COMMAND_POLICY_NAME) : policies.put(COMMAND_POLICY_NAME, document));
  }
  for (const { value } of deployed) io.out(`${value}: is blocked by the deployment already\n`);
  for (const change of changes) io.out(`${describe(change, before)}\n`);
  if (changed) io.error('IAM takes some seconds until it counts everywhere.\n');
}

function outputsOf({ readFile, readInput }: BlockIo, { role, file, output }: Flags): DeployedOutputs | undefined {
  if (file === undefined) {
    if (role !== undefined) return undefined;
    throw new OptionError(
      '--role',
      'missing; give the role of signed-in users, or the outputs of the stack with --file',
    );
  }
  let printed: unknown;
  try {
    printed = JSON.parse(file === '-' ? readInput() : readFile(file));
  } catch (cause) {
    throw new OptionError('--file', `cannot read ${file} as JSON: ${(cause as Error).message}`, { cause });
  }
  return readOutputs(printed, output);
}

function roleOf({ role }: Flags, outputs: DeployedOutputs | undefined): string {
  const found = role ?? outputs?.authenticatedRoleName;
  if (found !== undefined) return found;
  throw new OptionError(
    '--role',
    'missing, and the outputs have no AuthenticatedRoleName; deploy the stack again, or give --role',
  );
}

const regionOf = (outputs: DeployedOutputs | undefined): string | undefined =>
  (outputs?.clientConfig as { region?: string } | undefined)?.region;

function userOf(text: string, { provider }: Flags, outputs: DeployedOutputs | undefined): BlockedUser {
  const user = readBlockedUser(text, text);
  if (user) return user;
  const providers = provider === undefined ? (outputs?.loginProviders ?? []) : [provider];
  const logins = providers.map((each) => loginOf(each, text));
  if (logins.length === 1) return readBlockedUser(logins[0]!.value, '--provider') ?? wrongProvider(provider ?? '');
  throw new OptionError(
    text,
    logins.length === 0
      ? 'a subject, and nothing says whose; give --provider, or the identity id'
      : `may be a subject of each provider; write ${logins.map(({ value }) => `'${value}'`).join(' or ')}`,
  );
}

function wrongProvider(provider: string): never {
  throw new OptionError(
    '--provider',
    `"${provider}" given; it must be cognito-idp.<region>.amazonaws.com/<user pool id> or arn:aws:iam::<account>:oidc-provider/<issuer>`,
  );
}

/** Whom the option `blocked` of the construct, the template or the module denies. */
const deployedBlocks = (document: Document | undefined): BlockedUser[] =>
  (document ? statementsOf(document) : []).flatMap((statement) =>
    (['identity', 'login'] as const).flatMap((by) => (valuesOf(statement, by) ?? []).map((value) => ({ by, value }))),
  );

function mustFit(
  document: Document,
  before: Block[],
  blocks: Block[],
  arn: string,
  found: ReadonlyMap<string, Document>,
): void {
  const others = [...found].filter(([name]) => name !== COMMAND_POLICY_NAME);
  const room = INLINE_LIMIT - others.reduce((sum, [, each]) => sum + policySize(each), 0);
  if (policySize(document) <= room || blocks.length <= before.length) return;
  let fitting = blocks.length - 1;
  while (fitting > before.length && policySize(toPolicy(blocks.slice(0, fitting), arn)) > room) fitting--;
  const more = policySize(toPolicy(blocks.slice(0, fitting), arn)) > room ? 0 : fitting - before.length;
  throw new OptionError(
    'users',
    `${blocks.length - before.length} more do not fit, ${more} do: the inline policies of a role have ${INLINE_LIMIT} characters together, and ${before.length} users are blocked; lift blocks with --undo, write shorter notes, or disable users at the identity provider`,
  );
}

function describe({ user: { value }, did }: Change, before: Block[]): string {
  const since = before.find(({ user }) => user.value === value)?.since;
  switch (did) {
    case 'was blocked':
      return `${value}: is blocked since ${since} already`;
    case 'noted':
      return `${value}: is blocked since ${since} already; the note is new`;
    case 'was not blocked':
      return `${value}: is not blocked`;
    default:
      return `${value}: ${did}`;
  }
}

function listOf(blocks: Block[], deployed: BlockedUser[]): string {
  const lines = [
    ...blocks.map(({ user, since, note }) => [since, user.value, note].join('  ').trimEnd()),
    ...deployed.map(({ value }) => `deployment  ${value}`),
  ];
  return lines.length === 0 ? 'Nobody is blocked.\n' : `${lines.join('\n')}\n`;
}
