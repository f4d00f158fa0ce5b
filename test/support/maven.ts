import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const cache = resolve(import.meta.dirname, '../../.cache');

/**
 * Brings jars with all that they depend on into a git-ignored folder of the repository, once.
 * @param artifacts of Maven Central: `group:name:version`
 * @returns the folder with the files; or why it cannot, in words
 */
export const mavenJars = (name: string, artifacts: string[]): { folder: string } | { why: string } =>
  bring(name, artifacts, ['dependency:copy-dependencies', '-DoutputDirectory=files']);

/** The same for one file that is no jar, and alone: `group:name:version:type`. */
export const mavenFile = (name: string, artifact: string): { folder: string } | { why: string } =>
  bring(name, [], ['dependency:copy', `-Dartifact=${artifact}`, '-DoutputDirectory=files']);

function bring(name: string, artifacts: string[], goal: string[]): { folder: string } | { why: string } {
  const folder = join(cache, 'maven', name);
  if (existsSync(folder) && readdirSync(folder).length > 0) return { folder };
  if (spawnSync('mvn', ['--version']).status !== 0) return { why: 'no mvn on PATH' };
  const project = join(cache, 'maven', `${name}-${process.pid}`);
  mkdirSync(project, { recursive: true });
  try {
    writeFileSync(join(project, 'pom.xml'), pom(artifacts));
    const args = ['-q', '-B', ...goal, `-Dmaven.repo.local=${join(cache, 'm2')}`];
    const { status, stdout } = spawnSync('mvn', args, { cwd: project, encoding: 'utf8' });
    if (status !== 0) return { why: `Maven cannot bring ${name}: ${stdout.split('\n')[0]}` };
    // Whole or not at all, for whoever looks meanwhile; another process may have been faster.
    try {
      renameSync(join(project, 'files'), folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
    return { folder };
  } finally {
    rmSync(project, { recursive: true });
  }
}

function pom(artifacts: string[]): string {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, version] = artifact.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>dual-rum</groupId><artifactId>files</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>${dependencies.join('')}</dependencies></project>\n`;
}
