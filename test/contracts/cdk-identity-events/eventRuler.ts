import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { findJava } from '../../support/java.ts';
import { mavenJars } from '../../support/maven.ts';

/** Event Ruler, the library that EventBridge matches events with: https://github.com/aws/event-ruler */
const ARTIFACT = 'software.amazon.event.ruler:event-ruler:1.8.1';

export interface Question {
  patterns: Record<string, unknown>;
  events: unknown[];
}

/** The names of the patterns that match, for each event of each question. */
export type Matcher = (questions: Question[]) => string[][][];

/** Event Ruler in a JVM; or why it cannot run here, in words. */
export function eventRuler(): { match: Matcher } | { why: string } {
  const java = findJava(17);
  if (java === undefined) return { why: 'no Java 17 or newer' };
  const jars = mavenJars('event-ruler', [ARTIFACT]);
  if ('why' in jars) return jars;
  return {
    match: (questions) => {
      const { status, stdout, stderr } = spawnSync(
        java,
        ['-cp', join(jars.folder, '*'), resolve(import.meta.dirname, 'Match.java')],
        { encoding: 'utf8', input: JSON.stringify(questions), maxBuffer: 1 << 26 },
      );
      if (status !== 0) throw new Error(`Event Ruler:\n${stderr}`);
      return JSON.parse(stdout) as string[][][];
    },
  };
}
