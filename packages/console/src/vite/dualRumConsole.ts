import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { ConsoleOptions } from '../options/ConsoleOptions.ts';
import { findOrStart, requireConsole, type SharedConsole } from './findOrStart.ts';

/** What `dualRumConsole` takes. Every option has a default. */
export interface DualRumConsoleOptions {
  /** A running console. Default: the one on `port`, which is started where there is none. */
  url?: string;
  /** On 127.0.0.1. Default 4567. */
  port?: number;
  /** Options of the console, where the plugin starts it. */
  console?: Omit<ConsoleOptions, 'port'>;
  /** `false` shows no overlay on the page. Default true. */
  overlay?: boolean;
}

const SDK = '@dual-rum/browser';
const WRAPPED = '\0dual-rum:browser';
const CLIENT = 'virtual:dual-rum-client';

/**
 * A Vite plugin for the dev server: it starts or finds a console, and every `createDualRum` of the app sends to that, with an overlay that shows
 * which app monitor sees the page. It does nothing in a build, a preview and in Vitest.
 *
 * @example
 * export default defineConfig({ plugins: [dualRumConsole()] });
 */
export function dualRumConsole({ url, port = 4567, console = {}, overlay = true }: DualRumConsoleOptions = {}): Plugin {
  let shared: SharedConsole | undefined;
  return {
    name: 'dual-rum-console',
    apply: (_config, { command, isPreview }) =>
      command === 'serve' && isPreview !== true && process.env.VITEST === undefined,
    enforce: 'pre',
    // It is found in the app only through the wrapped module, which Vite does not scan.
    config: () => ({ optimizeDeps: { include: [SDK] } }),
    async configureServer(server) {
      shared = await (url === undefined ? findOrStart(port, console) : requireConsole(url));
      server.config.logger.info(`Dual RUM console: ${shared.url}${shared.own ? '' : ' (was running)'}`);
    },
    buildEnd: () => shared?.release(),
    resolveId(source, importer, options) {
      if (source === CLIENT) return `\0${CLIENT}`;
      // On a server there is no page to watch.
      return source === SDK && importer !== WRAPPED && options.ssr !== true ? WRAPPED : undefined;
    },
    load(id) {
      if (id === `\0${CLIENT}`) return readFileSync(fileURLToPath(new URL('./client.js', import.meta.url)), 'utf8');
      return id === WRAPPED ? wrapped(shared!, overlay) : undefined;
    },
  };
}

/** The SDK as the app imports it, with another `createDualRum`. */
const wrapped = ({ config, url }: SharedConsole, overlay: boolean): string => `
import { createDualRum as create } from '${SDK}';
import { atConsole, showOverlay } from '${CLIENT}';
export * from '${SDK}';
const shown = new WeakSet();
export function createDualRum(options) {
  const rum = create(atConsole(options, ${JSON.stringify(config)}));
  if (${overlay} && !shown.has(rum)) showOverlay(rum, '${url}');
  shown.add(rum);
  return rum;
}
`;
