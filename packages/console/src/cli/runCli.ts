import { parseArgs } from 'node:util';
import { ConsoleError } from '../errors/ConsoleError.ts';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import { startConsole } from '../core/startConsole.ts';
import { exportData, importData } from './moveData.ts';
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
  const [command, ...args] = argv;
  if (command === 'doctor')
    return (await import('../doctor/runDoctor.ts')).runDoctor({ args, env: process.env, out, error });
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
    if (flags.command === 'import') return say(out, await importData(flags));
    if (flags.command === 'export') return say(out, await exportData(flags, out));
    const options: ConsoleOptions = flags.config === undefined ? {} : readConfig(flags.config);
    if (flags['identity-events'] !== undefined) options.identityEvents = flags['identity-events'];
    for (const name of ['port', 'data', 'maxDays', 'maxMegabytes'] as const) {
      if (flags[name] !== undefined) Object.assign(options, { [name]: flags[name] });
    }
    const running = await startConsole({
      ...options,
      log: (line) => {
        if (line.startsWith('REFUSED')) error(`\n*** ${line}\n\n`);
        else if (!flags.quiet) out(`${line}\n`);
      },
    });
    out(flags.quiet ? `${running.url}\n` : greeting(running, (options.port ?? 0) === 0));
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
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      config: { type: 'string' },
      'identity-events': { type: 'string' },
      data: { type: 'string' },
      'max-days': { type: 'string' },
      'max-megabytes': { type: 'string' },
      monitor: { type: 'string' },
      to: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const whole = (name: 'port' | 'max-days' | 'max-megabytes', from: number, to: number): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to)
      throw new Error(`--${name} "${text}" must be a whole number from ${from} to ${to}.`);
    return value;
  };
  return {
    ...values,
    ...parseCommand(positionals, values),
    port: whole('port', 0, 65_535),
    maxDays: whole('max-days', 1, 100_000),
    maxMegabytes: whole('max-megabytes', 1, 1_000_000_000),
  };
}

function parseCommand([command, ...files]: string[], { data }: { data?: string | undefined }) {
  if (command === undefined) return { command: 'start', files: [], folder: '' } as const;
  if (command !== 'import' && command !== 'export')
    throw new Error(
      `There is no command "${command}"; there are import, export and doctor, and none to start the console.`,
    );
  if (data === undefined)
    throw new Error(`--data is missing: the folder to ${command} ${command === 'import' ? 'into' : 'from'}.`);
  if (command === 'import' && files.length === 0) throw new Error('import needs a file of a log export.');
  if (command === 'export' && files.length > 0) throw new Error(`export takes no file "${files[0]}"; --to names one.`);
  return { command, files, folder: data } as const;
}

function say(out: (text: string) => void, text: string): number {
  out(text);
  return 0;
}
