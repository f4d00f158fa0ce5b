import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

export interface DoctorResult {
  code: number | null;
  findings: { code: string; monitor?: string; title: string; cause: string; evidence: string[]; fix: string }[];
  notes: string[];
  error: string;
}

/** Runs the command as a user does, and reads what it says. */
export const runDoctor = (url: string, ...args: string[]): Promise<DoctorResult> => runDoctorWith({}, url, ...args);

/** The same, in an environment of which these variables differ. */
export async function runDoctorWith(env: NodeJS.ProcessEnv, url: string, ...args: string[]): Promise<DoctorResult> {
  const bin = resolve(root, 'packages/console/dist/bin.js');
  const child = spawn(process.execPath, [bin, 'doctor', url, '--json', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (error += String(chunk)));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  const { findings = [], notes = [] } = (out === '' ? {} : JSON.parse(out)) as Partial<DoctorResult>;
  return { code, findings, notes, error };
}
