import { execFileSync } from 'node:child_process';

/** Installs packages of Debian or Ubuntu, as root. What cannot be installed is told, and no error. */
export function installWithApt(...packages: string[]): void {
  const names = packages.join(', ');
  console.log(`installing ${names} with apt-get (about a minute) …`);
  const started = Date.now();
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
    console.log(`installed ${names} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  } catch (error) {
    // The caller looks again and, finding nothing, says what to install by hand.
    console.error(`apt-get could not install ${names}: ${String(error)}`);
  }
}
