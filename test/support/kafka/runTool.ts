import { spawn } from 'node:child_process';
import type { Kafka } from './findKafka.ts';

const QUICK = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const LOGGING = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';

/** The command line of a main class of Kafka's jars. */
export const javaArgs = ({ classPath }: Kafka, main: string, args: string[], flags: string[] = QUICK): string[] => [
  ...flags,
  LOGGING,
  '-Djava.net.preferIPv4Stack=true',
  '-cp',
  classPath,
  main,
  ...args,
];

/** Runs one of Kafka's own tools to its end, and gives what it prints. */
export function runTool(kafka: Kafka, main: string, args: string[], flags?: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(kafka.java, javaArgs(kafka, main, args, flags), { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, errors]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0
        ? done(out.join(''))
        : fail(new Error(`${main} ended with ${code}:\n${[...out, ...errors].join('').slice(-3000)}`)),
    );
  });
}
