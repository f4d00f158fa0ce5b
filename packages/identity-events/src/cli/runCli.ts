import { parseArgs } from 'node:util';
import { auth0Samples } from '../auth0/samples.ts';
import type { SampleEnvelope } from '../model/SampleEnvelope.ts';
import { sendToFolder } from './sendToFolder.ts';
import type { Sent } from './Sent.ts';
import { parseTarget, type Target } from './Target.ts';
import { usage } from './usage.ts';

interface Io {
  argv: string[];
  version: string;
  now: Date;
  out: (text: string) => void;
  error: (text: string) => void;
}

/** Runs one command. Resolves with the exit code: 0, 1 when events could not be sent, 2 for wrong usage. */
export async function runCli({ argv, version, now, out, error }: Io): Promise<number> {
  let command: Command;
  try {
    command = parse(argv, now);
  } catch (problem) {
    error(`${(problem as Error).message}\n\n${usage}`);
    return 2;
  }
  if (command === 'help' || command === 'version') {
    out(command === 'help' ? usage : `${version}\n`);
    return 0;
  }
  const samples = auth0Samples(command.from);
  try {
    const { sent, failed } = await send(command.target, samples);
    for (const line of failed) error(`✗ ${line}\n`);
    out(`${sent} of ${samples.length} sample events sent to ${command.to}\n`);
    return failed.length > 0 ? 1 : 0;
  } catch (problem) {
    error(`dual-rum-identity-events: cannot send to ${command.to}: ${(problem as Error).message}\n`);
    return 1;
  }
}

type Command = 'help' | 'version' | { to: string; target: Target; from: Date };

function parse(args: string[], now: Date): Command {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      from: { type: 'string' },
      version: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [name, extra] = positionals;
  if (name !== 'sample') throw new Error(name === undefined ? 'Which command?' : `There is no command "${name}".`);
  if (extra !== undefined) throw new Error(`Unexpected argument "${extra}".`);
  if (!values.to) throw new Error('--to is missing: the ARN of a function, the URL of a queue, or a folder.');
  const from = values.from === undefined ? now : new Date(values.from);
  if (Number.isNaN(from.getTime())) throw new Error(`--from "${values.from}" must be a time: 2026-11-26T10:00:00Z.`);
  return { to: values.to, target: parseTarget(values.to), from };
}

/** Clients of AWS load only where they are used: `--help` answers at once. */
async function send(target: Target, samples: SampleEnvelope[]): Promise<Sent> {
  if (target.kind === 'folder') return sendToFolder(target.path, samples);
  const region = target.region === undefined ? {} : { region: target.region };
  if (target.kind === 'queue') {
    const [{ SQSClient }, { sendToQueue }] = await Promise.all([
      import('@aws-sdk/client-sqs'),
      import('./sendToQueue.ts'),
    ]);
    return sendToQueue(new SQSClient(region), target.url, samples);
  }
  const [{ LambdaClient }, { sendToFunction }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('./sendToFunction.ts'),
  ]);
  return sendToFunction(new LambdaClient(region), target.arn, samples);
}
