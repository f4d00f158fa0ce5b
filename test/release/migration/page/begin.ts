import type { RumClient, RumConfig } from '@dual-rum/browser';
import { commands, options, telemetries, type Case } from './cases.ts';

declare global {
  /** What a page is told before it loads. */
  var migrating: {
    case: string;
    region: string;
    endpoint: string;
    monitors: Record<'before' | 'guest' | 'authenticated', string>;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  };
  /** What the case itself has noticed. */
  var taken: unknown[] | undefined;
  var acted: Promise<unknown>;
}

/** Starts the client with the config of the case, and does what the case does. */
export function begin(start: (config: RumConfig) => RumClient): void {
  const { config, act, again }: Case = { ...options, ...telemetries, ...commands }[migrating.case]!;
  const rum = start({ dispatchInterval: 300, sessionEventLimit: 0, telemetries: ['errors', 'http'], ...config });
  const isFirst = !sessionStorage.getItem('loaded');
  sessionStorage.setItem('loaded', 'yes');
  globalThis.acted = new Promise((loaded) => addEventListener('load', loaded)).then(() => {
    rum.recordEvent(isFirst ? 'first_load' : 'second_load', {});
    return isFirst ? act?.(rum) : again?.(rum);
  });
}
