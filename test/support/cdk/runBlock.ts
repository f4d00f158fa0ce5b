import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const bin = resolve(import.meta.dirname, '../../../packages/cdk/dist/bin.js');

export interface Ran {
  code: number | null;
  out: string;
  error: string;
}

/** Runs `dual-rum-cdk block` as people do, with an endpoint in place of AWS's IAM. */
export function runBlock(iam: string, argv: string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [bin, 'block', ...argv], {
    env: {
      PATH: process.env.PATH,
      NODE_NO_WARNINGS: '1',
      AWS_ENDPOINT_URL_IAM: iam,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_MAX_ATTEMPTS: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: '/nonexistent',
      ...env,
    },
  });
  const ran: Ran = { code: null, out: '', error: '' };
  child.stdout.on('data', (data: Buffer) => (ran.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (ran.error += data.toString()));
  return new Promise((done) => child.on('close', (code) => done({ ...ran, code })));
}
