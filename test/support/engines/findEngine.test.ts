import { describe, expect, it, vi } from 'vitest';
import type { Machine } from '../browser.ts';
import { findEngine, requireEngine } from './findEngine.ts';

const machine = (programs: string[], root = false): Machine => ({
  env: { PATH: '/opt/bin:/usr/bin' },
  platform: 'linux',
  root,
  runnable: (path) => programs.includes(path),
});

describe('findEngine', () => {
  it('finds Firefox on PATH, the ESR before others', () => {
    const programs = ['/opt/bin/firefox', '/usr/bin/firefox-esr'];
    expect(findEngine('firefox', machine(programs))).toEqual({ name: 'firefox', firefox: '/usr/bin/firefox-esr' });
    expect(findEngine('firefox', machine([]))).toBeUndefined();
  });

  it('takes WebKitGTK only with all that drives it', () => {
    expect(findEngine('webkit', machine(['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb']))).toBeUndefined();
  });
});

describe('requireEngine', () => {
  it('installs as root on Debian what is missing', () => {
    const programs = ['/usr/bin/apt-get'];
    const install = vi.fn(() => void programs.push('/usr/bin/firefox-esr'));
    expect(requireEngine('firefox', machine(programs, true), install)).toMatchObject({
      firefox: '/usr/bin/firefox-esr',
    });
    expect(install).toHaveBeenCalledWith('firefox-esr');
  });

  it('says what to install where it may not', () => {
    const install = vi.fn();
    expect(() => requireEngine('webkit', machine(['/usr/bin/apt-get']), install)).toThrow('webkit2gtk-driver xvfb');
    expect(install).not.toHaveBeenCalled();
  });
});
