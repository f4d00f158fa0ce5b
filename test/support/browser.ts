/** Finds, starts and, where the machine allows it, installs the browser that tests and benchmarks run in. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { installWithApt } from './apt.ts';

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

export const thisMachine: Machine = {
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
  const candidates = platform === 'darwin' ? MAC_APPS : [];
  return findCommand(COMMANDS, machine) ?? candidates.find((path) => machine.runnable(path));
}

/** The path of the first of these commands that is in a folder of PATH. */
export function findCommand(commands: string[], machine: Machine): string | undefined {
  const folders = (machine.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return candidates.find((path) => machine.runnable(path));
}

/** Starts a headless browser; installs Chromium first where it can. The caller closes it. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = options.executablePath ?? ensureBrowser();
  return chromium.launch({ ...options, executablePath, args: [...ARGUMENTS, ...(options.args ?? [])] });
}

/** The path of a browser. Installs Chromium on Debian and Ubuntu as root; elsewhere throws with what to install. */
export function ensureBrowser(machine: Machine = thisMachine, install: () => void = installChromium): string {
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

/** Whether this process may install packages of Debian or Ubuntu. */
export function canInstall(machine: Machine): boolean {
  return machine.platform === 'linux' && machine.root && machine.runnable('/usr/bin/apt-get');
}

function installChromium(): void {
  // Ubuntu's package "chromium" does not exist in a container without snap; there "chromium-browser" is the name.
  installWithApt(isUbuntu() ? 'chromium-browser' : 'chromium');
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
