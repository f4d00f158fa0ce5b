import { randomUUID } from 'node:crypto';
import type { RunningConsole } from '@dual-rum/console';
import { startShop } from '../../examples/demo-store/server/serve.ts';
import { storeDist } from './prepare.ts';

export interface Demo {
  /** Where the shop is. */
  url: string;
  console: RunningConsole;
  close: () => Promise<void>;
}

export interface DemoStart {
  port?: number;
  consolePort?: number;
  /** Called with one line per refused write. */
  onRefused?: (line: string) => void;
}

/** Starts the console and the shop, which must be built. */
export async function startDemo({ port = 0, consolePort = 0, onRefused }: DemoStart = {}): Promise<Demo> {
  // Not a static import: the console's build may not have existed when this module was loaded.
  const { startConsole } = await import('@dual-rum/console');
  const console = await startConsole({
    port: consolePort,
    log: (line) => {
      if (line.startsWith('REFUSED')) onRefused?.(line);
    },
  });
  try {
    const { region, guest, authenticated, endpoint, identityPoolEndpoint, issuer } = console.config;
    const shop = await startShop({
      port,
      dist: storeDist,
      config: {
        region,
        guest,
        authenticated,
        endpoint,
        identityPoolEndpoint,
        issuer,
        journeys: `${console.url}/_journeys`,
        run: randomUUID(),
      },
    });
    return {
      url: shop.url,
      console,
      close: async () => {
        await shop.close();
        await console.close();
      },
    };
  } catch (error) {
    await console.close();
    throw error;
  }
}
