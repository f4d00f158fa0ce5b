import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installWithApt } from '../apt.ts';
import { canInstall, findCommand, thisMachine, type Machine } from '../browser.ts';
import { unavailable } from '../requireOrSkip.ts';
import type { EngineName } from './Engine.ts';
import type { WebKitPrograms } from './webkit.ts';

/** Chromium is found and installed by `browser.ts`. */
type OtherEngine = Exclude<EngineName, 'chromium'>;

export type EnginePrograms = { name: 'firefox'; firefox: string } | ({ name: 'webkit' } & WebKitPrograms);

/** Debian's packages of each. */
const PACKAGES: Record<OtherEngine, string[]> = {
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** The programs of an engine, where this machine has all of them. */
export function findEngine(name: OtherEngine, machine: Machine = thisMachine): EnginePrograms | undefined {
  if (name === 'firefox') {
    const firefox = findCommand(['firefox-esr', 'firefox'], machine);
    return firefox === undefined ? undefined : { name, firefox };
  }
  const driver = findCommand(['WebKitWebDriver'], machine);
  const xvfb = findCommand(['Xvfb'], machine);
  const miniBrowser = miniBrowsers().find((path) => machine.runnable(path));
  return driver && xvfb && miniBrowser ? { name, driver, xvfb, miniBrowser } : undefined;
}

/** Debian has one for each version of the library's interface, beside the library. */
const miniBrowsers = (): string[] =>
  ['/usr/lib', ...foldersIn('/usr/lib')]
    .flatMap((folder) => foldersIn(folder))
    .filter((folder) => /\/webkit2gtk-[\d.]+$/.test(folder))
    .map((folder) => join(folder, 'MiniBrowser'));

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

/** The programs of an engine. Installs it on Debian as root; elsewhere throws with what to install. */
export function requireEngine(
  name: OtherEngine,
  machine: Machine = thisMachine,
  install: (...packages: string[]) => void = installWithApt,
): EnginePrograms {
  const found = findEngine(name, machine);
  if (found) return found;
  if (canInstall(machine)) install(...PACKAGES[name]);
  const installed = findEngine(name, machine);
  if (installed) return installed;
  throw new Error(`${name} was not found. On Debian: sudo apt-get install ${PACKAGES[name].join(' ')}`);
}

/** For `describe.skipIf`: whether a suite of `npm run test:full` cannot run in this engine here; with `CI=true` that is an error. */
export const cannotRun = (name: EngineName): boolean =>
  name !== 'chromium' &&
  !findEngine(name) &&
  !canInstall(thisMachine) &&
  unavailable(`What runs in ${name}`, `install ${PACKAGES[name].join(' ')}`);

/**
 * For `describe.skipIf`, in `npm test`: whether this engine is not installed. It is not asked of developers, who are told in one
 * line; continuous integration installs it where it can.
 */
export function isAbsent(name: EngineName, env: NodeJS.ProcessEnv = process.env): boolean {
  if (name === 'chromium' || findEngine(name) || (env.CI === 'true' && canInstall(thisMachine))) return false;
  return unavailable(`The short journey in ${name}`, `install ${PACKAGES[name].join(' ')}`, { ...env, CI: undefined });
}
