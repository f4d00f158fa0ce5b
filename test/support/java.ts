import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where JDKs are installed, by operating system. */
const FOLDERS = ['/usr/lib/jvm', '/opt/java', '/Library/Java/JavaVirtualMachines'];

/** The `java` program of an installed JDK of at least this version: on PATH, in JAVA_HOME, or beside it. Undefined: none. */
export function findJava(version: number): string | undefined {
  const beside = FOLDERS.filter(existsSync).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const homes = [process.env['JAVA_HOME'], ...beside, ...beside.map((home) => join(home, 'Contents/Home'))];
  const programs = homes.flatMap((home) => (home === undefined ? [] : [join(home, 'bin/java')])).filter(existsSync);
  return ['java', ...programs].find((program) => versionOf(program) >= version);
}

function versionOf(program: string): number {
  const { stdout, stderr } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(`${stdout}${stderr}`)?.[1] ?? 0);
}
