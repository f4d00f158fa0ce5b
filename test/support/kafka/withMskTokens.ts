import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Kafka } from './findKafka.ts';

/** Kafka with the class that verifies MSK's tokens on its class path, compiled into a folder. */
export function withMskTokens(kafka: Kafka, folder: string): Kafka {
  const classes = join(folder, 'classes');
  const source = resolve(import.meta.dirname, 'MskTokens.java');
  // Only a launcher knows what `folder/*` means.
  const jars = dirname(kafka.classPath);
  const classPath = readdirSync(jars)
    .map((jar) => join(jars, jar))
    .join(delimiter);
  const compiler = ['-m', 'jdk.compiler/com.sun.tools.javac.Main', '-cp', classPath, '-d', classes, source];
  const { status, stderr } = spawnSync(kafka.java, compiler, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`MskTokens.java cannot be compiled:\n${stderr}`);
  return { ...kafka, classPath: [classes, kafka.classPath].join(delimiter) };
}
