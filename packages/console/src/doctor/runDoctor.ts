import { parseArgs } from 'node:util';
import { readConfig } from '../cli/readConfig.ts';
import { ConsoleError } from '../errors/ConsoleError.ts';
import { diagnose } from './diagnose.ts';
import { observe, type ObserveOptions } from './observe/observe.ts';
import { report } from './report.ts';
import { usage } from './usage.ts';

interface Io {
  /** What comes after `doctor`. */
  args: string[];
  env: NodeJS.ProcessEnv;
  out: (text: string) => void;
  error: (text: string) => void;
}

/** Runs `doctor`. Resolves with the exit code: 0 nothing is wrong, 1 there are findings, 2 the app cannot be looked at. */
export async function runDoctor({ args, env, out, error }: Io): Promise<number> {
  let flags: ReturnType<typeof parse>;
  try {
    flags = parse(args, env);
  } catch (problem) {
    error(`${(problem as Error).message}\n\n${usage}`);
    return 2;
  }
  if (flags.help) {
    out(usage);
    return 0;
  }
  try {
    const { config, json, ...options } = flags;
    const deployed = config === undefined ? undefined : readConfig(config);
    const observations = await observe({ ...options, deployed, say: (line) => error(`doctor: ${line} …\n`) });
    const diagnosis = diagnose(observations);
    out(json ? `${JSON.stringify({ url: options.url, ...diagnosis }, null, 2)}\n` : report(options.url, diagnosis));
    return diagnosis.findings.length === 0 ? 0 : 1;
  } catch (problem) {
    if (!(problem instanceof ConsoleError)) throw problem;
    error(`dual-rum-console: ${problem.message}\n`);
    return 2;
  }
}

type Flags = Omit<ObserveOptions, 'deployed' | 'say'> & { config: string | undefined; json: boolean; help: boolean };

function parse(args: string[], env: NodeJS.ProcessEnv): Flags {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      console: { type: 'string' },
      config: { type: 'string' },
      wait: { type: 'string', default: '15' },
      show: { type: 'boolean', default: false },
      'storage-state': { type: 'string' },
      browser: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { wait, help, json, show, config } = values;
  const [url = '', ...more] = positionals;
  const seconds = Number(wait);
  if (!help) {
    if (more.length > 0) throw new Error(`doctor looks at one app; "${more.join(' ')}" is too much.`);
    requireUrl('the url of the app', url);
    if (values.console !== undefined) requireUrl('--console', values.console);
    if (values.console !== undefined && config !== undefined)
      throw new Error(
        '--config is for a console of doctor’s own; the one at --console has its own. Give one of the two.',
      );
    if (!/^\d+$/.test(wait) || seconds < 1 || seconds > 600)
      throw new Error(`--wait "${wait}" must be whole seconds from 1 to 600.`);
  }
  return {
    url,
    console: values.console,
    config,
    wait: seconds,
    show,
    storageState: values['storage-state'],
    executable: values.browser ?? env['CHROME_PATH'],
    json,
    help,
  };
}

function requireUrl(what: string, text: string): void {
  if (text === '') throw new Error(`${what} is missing, such as http://localhost:5173.`);
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text))
    throw new Error(`${what} "${text}" must be an address with http:// or https://.`);
}
