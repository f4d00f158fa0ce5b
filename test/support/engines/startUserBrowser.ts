import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBrowser } from '../browser.ts';
import type { EngineName } from './Engine.ts';
import { countWorkers } from './countWorkers.ts';
import { requireEngine } from './findEngine.ts';
import { pidsOfGroup } from './pidsOfGroup.ts';
import { webKitEnvironment } from './webkit.ts';

/** A browser that nobody drives, with a profile on disk: it ends as a user's does, and may be started again. */
export interface UserBrowser {
  /** Whether one of its processes runs: that of WebKit which writes to the disk ends after the windows. */
  isRunning: () => boolean;
  /** Ends its processes at once, as a crash would. */
  kill: () => Promise<void>;
  /** Ends the process of the page that has so many workers, at once; the browser goes on. They tell the page's process from others. */
  killPage: (workers: number) => Promise<void>;
}

/** Milliseconds between two looks whether it has ended. */
const PAUSE = 10;

/** Of a user who has been here before. */
const FIREFOX_PREFERENCES = {
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.warnOnQuit': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  // Pages open windows and close them, in the user's place.
  'dom.disable_open_during_load': false,
  'dom.allow_scripts_to_close_windows': true,
};

/**
 * Starts a browser of an engine at an address. The caller kills it.
 *
 * @param profile the folder of its profile, which outlives it.
 * @param display where there is one; Chromium and Firefox need none.
 */
export async function startUserBrowser(
  name: EngineName,
  url: string,
  profile: string,
  display: string,
): Promise<UserBrowser> {
  await mkdir(profile, { recursive: true });
  const { program, args, env } = await commandFor(name, profile, display);
  // A group of its own, which is killed as a whole.
  const child = spawn(program, [...args, url], { env, stdio: 'ignore', detached: true });
  const failure = new Promise<never>((_, fail) => child.once('error', fail));
  failure.catch(() => undefined);
  if (child.pid === undefined) await failure;
  const isRunning = (): boolean =>
    (child.exitCode === null && child.signalCode === null) || pidsOfGroup(child.pid!).length > 0;
  return {
    isRunning,
    async killPage(workers) {
      const pages = pidsOfGroup(child.pid!).filter((pid) => countWorkers(pid) === workers);
      if (pages.length !== 1) throw new Error(`${pages.length} processes of ${name} have ${workers} workers, not one`);
      process.kill(pages[0]!, 'SIGKILL');
      while (pidsOfGroup(child.pid!).includes(pages[0]!)) await sleep(PAUSE);
    },
    async kill() {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // All of them have ended.
      }
      while (isRunning()) await sleep(PAUSE);
    },
  };
}

async function commandFor(name: EngineName, profile: string, display: string) {
  if (name === 'chromium') {
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-popup-blocking'];
    return { program: ensureBrowser(), args: [...args, `--user-data-dir=${profile}`], env: process.env };
  }
  const programs = requireEngine(name);
  if (programs.name === 'firefox') {
    const preferences = Object.entries(FIREFOX_PREFERENCES).map(([key, value]) => `user_pref("${key}", ${value});`);
    await writeFile(join(profile, 'user.js'), preferences.join('\n'));
    return { program: programs.firefox, args: ['--headless', '--no-remote', '--profile', profile], env: process.env };
  }
  const args = ['--javascript-can-open-windows-automatically=true'];
  return { program: programs.miniBrowser, args, env: webKitEnvironment(display, profile) };
}
