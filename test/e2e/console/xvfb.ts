import { spawn, spawnSync } from 'node:child_process';

/** Why there can be no display of one's own; undefined: there can. */
export const missingXvfb = (): string | undefined =>
  spawnSync('Xvfb', ['-help']).error === undefined ? undefined : 'Xvfb is missing (apt-get install xvfb)';

/** A display that nobody sees, under a number that is free. */
export async function startXvfb(): Promise<{ display: string; close: () => Promise<void> }> {
  const child = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  return {
    display: `:${number}`,
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
