import { describe, expect, it, vi } from 'vitest';
import { ensureBrowser, findBrowser, launchBrowser, type Machine } from './browser.ts';

function machine(programs: string[], overrides: Partial<Machine> = {}): Machine {
  return {
    env: { PATH: '/opt/bin:/usr/bin' },
    platform: 'linux',
    root: false,
    runnable: (path) => programs.includes(path),
    ...overrides,
  };
}

describe('findBrowser', () => {
  it('prefers Chrome over Chromium, wherever on PATH they are', () => {
    expect(findBrowser(machine(['/opt/bin/chromium', '/usr/bin/google-chrome']))).toBe('/usr/bin/google-chrome');
    expect(findBrowser(machine(['/usr/bin/chromium-browser']))).toBe('/usr/bin/chromium-browser');
  });

  it('takes CHROME_PATH before anything else', () => {
    const env = { PATH: '/usr/bin', CHROME_PATH: '/my/chrome' };
    expect(findBrowser(machine(['/usr/bin/chromium', '/my/chrome'], { env }))).toBe('/my/chrome');
  });

  it('looks into the application folders on macOS only', () => {
    const app = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(machine([app], { platform: 'darwin' }))).toBe(app);
    expect(findBrowser(machine([app]))).toBeUndefined();
  });
});

describe('ensureBrowser', () => {
  it('installs Chromium as root on Debian and Ubuntu', () => {
    const programs = ['/usr/bin/apt-get'];
    expect(ensureBrowser(machine(programs, { root: true }), () => programs.push('/usr/bin/chromium'))).toBe(
      '/usr/bin/chromium',
    );
  });

  it('says what to install where it may not install', () => {
    const install = vi.fn();
    expect(() => ensureBrowser(machine(['/usr/bin/apt-get']), install)).toThrow(
      /apt-get install chromium[^]*dnf install chromium[^]*brew install[^]*CHROME_PATH/,
    );
    expect(() => ensureBrowser(machine([], { root: true }), install)).toThrow('apt-get install chromium');
    expect(install).not.toHaveBeenCalled();
  });

  it('says the same when installing did not help', () => {
    expect(() => ensureBrowser(machine(['/usr/bin/apt-get'], { root: true }), () => undefined)).toThrow('CHROME_PATH');
  });

  it('names a CHROME_PATH that leads nowhere', () => {
    expect(() => ensureBrowser(machine(['/usr/bin/chromium'], { env: { CHROME_PATH: '/gone' } }))).toThrow('"/gone"');
  });
});

describe('launchBrowser', () => {
  it('starts a browser that runs a page', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      expect(await page.evaluate(() => navigator.userAgent)).toContain('Chrome');
    } finally {
      await browser.close();
    }
  });
});
