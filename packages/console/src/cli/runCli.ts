import { parseArgs } from 'node:util';
import { ConsoleError } from '../errors/ConsoleError.ts';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import { startConsole } from '../core/startConsole.ts';
import { greeting } from './greeting.ts';
import { readConfig } from './readConfig.ts';
import { usage } from './usage.ts';

interface Io {
  argv: string[];
  version: string;
  out: (text: string) => void;
  error: (text: string) => void;
  /** Calls back when the process is asked to end. */
  onStop: (stop: () => void) => void;
}

/** Runs the command until it is stopped. Resolves with the exit code: 0, 1 when it could not start, 2 for wrong usage. */
export async function runCli({ argv, version, out, error, onStop }: Io): Promise<number> {
  let flags: ReturnType<typeof parse>;
  try {
    flags = parse(argv);
  } catch (problem) {
    error(`${(problem as Error).message}\n\n${usage}`);
    return 2;
  }
  if (flags.help) return say(out, usage);
  if (flags.version) return say(out, `${version}\n`);
  // Set up before anything is printed: whoever reads the URL may stop the process at once.
  const stopped = new Promise<void>((resolve) => onStop(resolve));
  try {
    const options: ConsoleOptions = flags.config === undefined ? {} : readConfig(flags.config);
    if (flags.port !== undefined) options.port = flags.port;
    if (flags['identity-events'] !== undefined) options.identityEvents = flags['identity-events'];
    const running = await startConsole({
      ...options,
      log: (line) => {
        if (line.startsWith('REFUSED')) error(`\n*** ${line}\n\n`);
        else if (!flags.quiet) out(`${line}\n`);
      },
    });
    out(flags.quiet ? `${running.url}\n` : greeting(running));
    await stopped;
    await running.close();
    return 0;
  } catch (problem) {
    if (!(problem instanceof ConsoleError)) throw problem;
    error(`dual-rum-console: ${problem.message}\n`);
    return 1;
  }
}

function parse(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      config: { type: 'string' },
      'identity-events': { type: 'string' },
      quiet: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(/^\d+$/.test(values.port!) && port <= 65_535)) {
    throw new Error(`--port "${values.port}" must be a whole number from 0 to 65535.`);
  }
  return { ...values, port };
}

function say(out: (text: string) => void, text: string): number {
  out(text);
  return 0;
}
