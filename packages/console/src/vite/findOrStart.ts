import { startConsole } from '../core/startConsole.ts';
import { ConsoleError } from '../errors/ConsoleError.ts';
import type { BrowserConfig } from '../control/BrowserConfig.ts';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';

/** A console that a dev server uses. */
export interface SharedConsole {
  url: string;
  config: BrowserConfig;
  /** Whether the dev server has started it. */
  own: boolean;
  /** Stops it, when it is its own and nobody else in this process uses it. */
  release: () => Promise<void>;
}

interface Started {
  users: number;
  console: Promise<{ url: string; config: BrowserConfig; close: () => Promise<void> }>;
}

/** Vite makes the new server before it closes the old one when its configuration changes: both then use one console. */
const started = ((globalThis as { [key: symbol]: Map<number, Started> })[Symbol.for('@dual-rum/console/vite')] ??=
  new Map());

/** The console on this port, else one that is started there. Throws `ConsoleError` when something else is there. */
export async function findOrStart(port: number, options: ConsoleOptions): Promise<SharedConsole> {
  const url = `http://127.0.0.1:${port}`;
  if (!started.has(port)) {
    const config = await askConfig(url);
    if (config) return { url, config, own: false, release: () => Promise.resolve() };
  }
  // Another server of this process may have started it meanwhile.
  const shared = started.get(port) ?? { users: 0, console: startConsole({ ...options, port }) };
  started.set(port, shared);
  shared.users++;
  const { config, close } = await shared.console.catch((error: unknown) => {
    started.delete(port);
    throw error;
  });
  let released = false;
  return {
    url,
    config,
    own: true,
    async release() {
      if (released) return;
      released = true;
      shared.users--;
      if (shared.users > 0) return;
      started.delete(port);
      await close();
    },
  };
}

/** The console at an address, which has to be there. */
export async function requireConsole(url: string): Promise<SharedConsole> {
  const config = await askConfig(url);
  if (config) return { url, config, own: false, release: () => Promise.resolve() };
  throw new ConsoleError(
    'url',
    `there is no console at ${url}. Start it, npx @dual-rum/console, or leave url out: then one is started.`,
  );
}

async function askConfig(url: string): Promise<BrowserConfig | undefined> {
  try {
    const ask = async (path: string): Promise<unknown> =>
      (await fetch(new URL(path, url), { signal: AbortSignal.timeout(3000) })).json();
    const { console } = (await ask('/')) as { console?: unknown };
    return console === '@dual-rum/console' ? ((await ask('/_config')) as BrowserConfig) : undefined;
  } catch {
    return undefined;
  }
}
