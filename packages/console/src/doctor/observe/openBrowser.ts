import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserType, LaunchOptions } from 'playwright-core';
import { ConsoleError } from '../../errors/ConsoleError.ts';

const COMMANDS = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];

/** What may not be reached whatever happens: a test leaves no event at AWS. */
const NOT_AWS =
  'MAP dataplane.rum.* ~NOTFOUND, MAP cognito-identity.* ~NOTFOUND, MAP cognito-identity-fips.* ~NOTFOUND';

export interface BrowserOptions {
  /** Path of Chrome or Chromium. */
  executable: string | undefined;
  show: boolean;
}

/** Starts the Chrome or Chromium of this machine. Throws `ConsoleError` when Playwright or a browser is missing. */
export async function openBrowser({ executable, show }: BrowserOptions): Promise<Browser> {
  const chromium = await loadPlaywright();
  const args = [`--host-resolver-rules=${NOT_AWS}`];
  const problems: string[] = [];
  for (const way of ways(executable)) {
    try {
      return await chromium.launch({ ...way, headless: !show, args });
    } catch (error) {
      problems.push((error as Error).message.split('\n')[0]!);
    }
  }
  throw new ConsoleError(
    'doctor',
    `no Chrome or Chromium can be started (${problems[0]}). Install one, or set CHROME_PATH to the program.${show ? ' --show needs a display.' : ''}`,
  );
}

function ways(executable: string | undefined): LaunchOptions[] {
  if (executable !== undefined) return [{ executablePath: executable }];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = COMMANDS.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  // The last is a browser that Playwright has installed.
  return [
    ...(found === undefined ? [] : [{ executablePath: found }]),
    { channel: 'chrome' },
    { channel: 'msedge' },
    {},
  ];
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Playwright as the project has it, under any of its names; else beside this package. */
async function loadPlaywright(): Promise<BrowserType> {
  const fromProject = createRequire(join(process.cwd(), 'package.json'));
  for (const name of ['playwright-core', 'playwright', '@playwright/test']) {
    try {
      const module = (await import(pathToFileURL(fromProject.resolve(name)).href)) as Playwright;
      const chromium = module.chromium ?? module.default?.chromium;
      if (chromium) return chromium;
    } catch {
      // The project has none of this name.
    }
  }
  try {
    return (await import('playwright-core')).chromium;
  } catch (cause) {
    throw new ConsoleError(
      'doctor',
      'needs playwright-core, which drives the browser, and this project has none. Install it: npm install --save-dev playwright-core. It brings no browser; the Chrome of this machine is used.',
      { cause },
    );
  }
}

interface Playwright {
  chromium?: BrowserType;
  default?: { chromium?: BrowserType };
}
