import { stringify } from 'yaml';
import { createPolicies } from '../createPolicies.ts';
import { createTemplate } from '../createTemplate.ts';
import { OptionError } from '../OptionError.ts';
import { readOutputs } from '../readOutputs.ts';
import { optionsOf } from './optionsOf.ts';
import { parseFlags, type Flags } from './parseFlags.ts';
import { usage } from './usage.ts';

interface Io {
  argv: string[];
  version: string;
  readFile: (path: string) => string;
  readInput: () => string;
}

interface Result {
  /** 0, 1 when options or input cannot work, 2 for wrong usage. */
  code: number;
  out: string;
  error: string;
}

/** Runs one command: text in, text out. */
export function runCli({ argv, version, readFile, readInput }: Io): Result {
  const done = (out: string): Result => ({ code: 0, out: out.endsWith('\n') ? out : `${out}\n`, error: '' });
  const misused = (message: string): Result => ({ code: 2, out: '', error: `${message}\n\n${usage}` });
  let parsed: ReturnType<typeof parseFlags>;
  try {
    parsed = parseFlags(argv);
  } catch (error) {
    return misused((error as Error).message);
  }
  const { values: flags, positionals } = parsed;
  if (flags.help) return done(usage);
  if (flags.version) return done(version);
  const [command, extra] = positionals;
  if (extra !== undefined) return misused(`Unexpected argument "${extra}".`);
  const run = command === undefined ? undefined : COMMANDS[command];
  if (!run) return misused(command === undefined ? 'Which command?' : `There is no command "${command}".`);
  const foreign = Object.keys(flags).find((flag) => FLAGS_OF_ONE[flag] !== undefined && FLAGS_OF_ONE[flag] !== command);
  if (foreign !== undefined)
    return misused(`--${foreign} is an option of ${FLAGS_OF_ONE[foreign]}, not of ${command}.`);
  try {
    return done(run(flags, { readFile, readInput }));
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return { code: 1, out: '', error: `dual-rum-cdk: ${error.message}\n` };
  }
}

const FLAGS_OF_ONE: Record<string, string> = {
  format: 'template',
  region: 'policy',
  account: 'policy',
  'identity-pool-id': 'policy',
  file: 'config',
  output: 'config',
  csp: 'config',
};

type Command = (flags: Flags, io: Pick<Io, 'readFile' | 'readInput'>) => string;

const COMMANDS: Record<string, Command> = { template, policy, config };

function template(flags: Flags, { readFile }: Pick<Io, 'readFile'>): string {
  const { format = 'yaml' } = flags;
  if (format !== 'yaml' && format !== 'json') {
    throw new OptionError('--format', `"${format}" given; it must be yaml or json`);
  }
  const made = createTemplate(optionsOf(flags, readFile));
  // No aliases: CloudFormation does not read them.
  return format === 'json'
    ? JSON.stringify(made, null, 2)
    : stringify(made, { aliasDuplicateObjects: false, lineWidth: 0 });
}

function policy(flags: Flags, { readFile }: Pick<Io, 'readFile'>): string {
  const { region, account, 'identity-pool-id': identityPoolId } = flags;
  const policies = createPolicies(optionsOf(flags, readFile), {
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
    ...(identityPoolId !== undefined && { identityPoolId }),
  });
  return policies
    .map(({ where, name, document }) => `# ${where}${name ? ` "${name}"` : ''}\n${JSON.stringify(document, null, 2)}\n`)
    .join('\n');
}

function config(flags: Flags, { readFile, readInput }: Pick<Io, 'readFile' | 'readInput'>): string {
  const from = flags.file ?? 'standard input';
  let printed: unknown;
  try {
    printed = JSON.parse(flags.file === undefined ? readInput() : readFile(flags.file));
  } catch (cause) {
    throw new OptionError('--file', `cannot read ${from} as JSON: ${(cause as Error).message}`, { cause });
  }
  const { clientConfig, contentSecurityPolicy } = readOutputs(printed, flags.output);
  if (!flags.csp) return JSON.stringify(clientConfig, null, 2);
  if (contentSecurityPolicy !== undefined) return contentSecurityPolicy;
  throw new OptionError('--csp', 'there is no ContentSecurityPolicy among the outputs; deploy the stack again');
}
