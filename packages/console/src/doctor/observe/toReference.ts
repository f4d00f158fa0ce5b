import type { BrowserConfig } from '../../control/BrowserConfig.ts';
import type { StatusReport } from '../../control/StatusReport.ts';
import { ConsoleError } from '../../errors/ConsoleError.ts';
import type { Reference } from '../Observations.ts';

/** What a console holds, as the rules want it. */
export function toReference(is: Reference['is'], config: BrowserConfig, status: StatusReport): Reference {
  const { guest, authenticated, region } = config;
  return {
    url: status.url,
    is,
    region,
    monitors: status.monitors.map(({ id, name, state }) => ({ id: id.toLowerCase(), name, state })),
    pools: [...new Set([guest.identityPoolId, authenticated.identityPoolId].filter((id) => id !== undefined))],
    alias: guest.alias,
    unsignedGuests: guest.signing === false,
    faults: status.faults,
  };
}

/** The same of a console that runs elsewhere; undefined when there is none at this address. */
export async function askReference(url: string): Promise<Reference | undefined> {
  const ask = async <T>(path: string): Promise<T | undefined> => {
    const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (!response?.ok) return undefined;
    return (await response.json().catch(() => undefined)) as T | undefined;
  };
  const about = await ask<{ console?: unknown }>('/');
  if (about?.console !== '@dual-rum/console') return undefined;
  const [config, status] = await Promise.all([ask<BrowserConfig>('/_config'), ask<StatusReport>('/_status')]);
  return config && status && toReference('known', config, status);
}

/** The same, for a console that has to be there. */
export async function requireReference(url: string): Promise<Reference> {
  const reference = await askReference(url);
  if (reference) return reference;
  throw new ConsoleError(
    '--console',
    `there is no console at ${url}. Start it, npx @dual-rum/console, and give the address that it prints.`,
  );
}
