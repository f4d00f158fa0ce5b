/** Finds, starts and, where the machine allows it, installs the browser that tests and benchmarks run in. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const COMMANDS = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Machine {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** Whether this process may install packages. */
  root: boolean;
  /** Whether the path is a file this process may run. */
  runnable: (path: string) => boolean;
}

const thisMachine: Machine = {
  env: process.env,
  platform: process.platform,
  root: process.getuid?.() === 0,
  runnable,
};

/** The path of Chrome or Chromium: `CHROME_PATH`, else PATH, else the macOS application folders. */
export function findBrowser(machine: Machine = thisMachine): string | undefined {
  const { env, platform } = machine;
  // A CHROME_PATH that leads nowhere must not silently become some other browser: the launch fails and names it.
  if (env.CHROME_PATH) return env.CHROME_PATH;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  if (platform === 'darwin') candidates.push(...MAC_APPS);
  return candidates.find((path) => machine.runnable(path));
}

/** Starts a headless browser; installs Chromium first where it can. The caller closes it. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = options.executablePath ?? ensureBrowser();
  return chromium.launch({ ...options, executablePath, args: [...ARGUMENTS, ...(options.args ?? [])] });
}

/** The path of a browser. Installs Chromium on Debian and Ubuntu as root; elsewhere throws with what to install. */
export function ensureBrowser(machine: Machine = thisMachine, install: () => void = installWithApt): string {
  const found = findBrowser(machine);
  if (found) {
    if (machine.runnable(found)) return found;
    throw new Error(`CHROME_PATH is "${found}", and that is not a program that can be run. Correct it or unset it.`);
  }
  if (canInstall(machine)) install();
  const installed = findBrowser(machine);
  if (installed) return installed;
  throw new Error(
    [
      'No Chrome or Chromium was found, and the tests run in a real one. Install it:',
      '  Debian      sudo apt-get install chromium',
      '  Ubuntu      sudo apt-get install chromium-browser   (a snap), or Google Chrome from google.com/chrome',
      '  Fedora      sudo dnf install chromium',
      '  macOS       brew install --cask google-chrome',
      '  elsewhere   set CHROME_PATH to the program of any Chrome or Chromium',
    ].join('\n'),
  );
}

function canInstall(machine: Machine): boolean {
  return machine.platform === 'linux' && machine.root && machine.runnable('/usr/bin/apt-get');
}

function installWithApt(): void {
  // Ubuntu's package "chromium" does not exist in a container without snap; there "chromium-browser" is the name.
  const name = isUbuntu() ? 'chromium-browser' : 'chromium';
  console.log(`no browser found: installing ${name} with apt-get (about a minute) …`);
  const started = Date.now();
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', name);
    console.log(`installed ${name} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  } catch (error) {
    // The caller looks again and, finding nothing, says what to install by hand.
    console.error(`apt-get could not install ${name}: ${String(error)}`);
  }
}

function isUbuntu(): boolean {
  return existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
