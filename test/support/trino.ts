import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './freePort.ts';
import { findJava } from './java.ts';
import { mavenFile } from './maven.ts';

const cache = resolve(import.meta.dirname, '../../.cache');
const VERSION = '476';

/** Trino, the engine of Athena, unpacked; and a Java to run it. */
export interface Trino {
  java: string;
  folder: string;
}

interface Where {
  catalog: string;
  schema: string;
}

export interface RunningTrino {
  /** Runs one statement. Each row is an array in the order of the columns. */
  query: (sql: string, where: Where) => Promise<unknown[][]>;
  stop: () => Promise<void>;
}

/** Finds Trino or brings it from Maven Central (0.8 GB), with its Hive plugin only; or says why it cannot. */
export function findTrino(): Trino | { why: string } {
  const java = findJava(24);
  if (java === undefined) return { why: 'no Java 24 or newer' };
  const folder = join(cache, 'trino', VERSION);
  if (existsSync(folder)) return { java, folder };
  const archive = mavenFile('trino', `io.trino:trino-server:${VERSION}:tar.gz`);
  if ('why' in archive) return archive;
  const unpacked = join(cache, 'trino', `unpacking-${process.pid}`);
  mkdirSync(unpacked, { recursive: true });
  const file = join(archive.folder, `trino-server-${VERSION}.tar.gz`);
  const { status, stderr } = spawnSync('tar', ['xzf', file, '-C', unpacked], { encoding: 'utf8' });
  if (status !== 0) return { why: `tar: ${stderr}` };
  const server = join(unpacked, `trino-server-${VERSION}`);
  // Plugins share files by hard links, so all are unpacked first.
  for (const name of readdirSync(join(server, 'plugin'))) {
    if (name !== 'hive') rmSync(join(server, 'plugin', name), { recursive: true });
  }
  renameSync(server, folder);
  for (const done of [unpacked, archive.folder, join(cache, 'm2/io/trino')])
    rmSync(done, { recursive: true, force: true });
  return { java, folder };
}

/**
 * Starts Trino on 127.0.0.1.
 * @param home an empty folder for its files
 * @param catalogs properties by the name of the catalog
 */
export async function startTrino(
  { java, folder }: Trino,
  home: string,
  catalogs: Record<string, Record<string, string>>,
): Promise<RunningTrino> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(home, 'catalog'), { recursive: true });
  writeProperties(join(home, 'config.properties'), {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'http-server.http.port': String(port),
    'node.internal-address': '127.0.0.1',
    'discovery.uri': url,
    'catalog.management': 'static',
    'catalog.config-dir': join(home, 'catalog'),
    'query.max-memory-per-node': '256MB',
  });
  for (const [name, properties] of Object.entries(catalogs)) {
    writeProperties(join(home, 'catalog', `${name}.properties`), properties);
  }
  const server = spawn(
    java,
    [
      '-Xmx1500M',
      '-Djdk.attach.allowAttachSelf=true',
      '--add-modules=jdk.incubator.vector',
      `-Dconfig=${join(home, 'config.properties')}`,
      `-Dnode.environment=test`,
      `-Dnode.data-dir=${home}`,
      `-Dplugin.dir=${join(folder, 'plugin')}`,
      '-cp',
      join(folder, 'lib', '*'),
      'io.trino.server.TrinoServer',
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log: string[] = [];
  server.stdout.on('data', (data: Buffer) => log.push(data.toString()));
  server.stderr.on('data', (data: Buffer) => log.push(data.toString()));
  const stop = () => ended(server);
  try {
    await started(url, server);
  } catch (error) {
    await stop();
    throw new Error(`Trino does not start:\n${log.join('').slice(-4000)}`, { cause: error });
  }
  return { query: (sql, where) => queryOnceThereIsANode(url, sql, where), stop };
}

/** A server that has just started serves a catalog some seconds before it lists itself as a node of that catalog. */
async function queryOnceThereIsANode(url: string, sql: string, where: Where): Promise<unknown[][]> {
  const until = Date.now() + 60_000;
  for (;;) {
    try {
      return await query(url, sql, where);
    } catch (error) {
      if (!String(error).includes('NO_NODES_AVAILABLE') || Date.now() > until) throw error;
    }
    await new Promise((resolved) => setTimeout(resolved, 500));
  }
}

const writeProperties = (file: string, properties: Record<string, string>): void =>
  writeFileSync(
    file,
    Object.entries(properties)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );

async function started(url: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + 240_000;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
    const info = await fetch(`${url}/v1/info`).then(
      (answer) => answer.json() as Promise<{ starting: boolean }>,
      () => undefined,
    );
    if (info?.starting === false) return;
    await new Promise((resolved) => setTimeout(resolved, 500));
  }
  throw new Error('it is not ready after four minutes');
}

interface Page {
  nextUri?: string;
  data?: unknown[][];
  error?: { message: string; errorName: string };
}

/** https://trino.io/docs/current/develop/client-protocol.html */
async function query(url: string, sql: string, { catalog, schema }: Where) {
  const headers = {
    'X-Trino-User': 'test',
    'X-Trino-Catalog': catalog,
    'X-Trino-Schema': schema,
    'X-Trino-Time-Zone': 'UTC',
  };
  const rows: unknown[][] = [];
  let answer = await fetch(`${url}/v1/statement`, { method: 'POST', body: sql, headers });
  for (;;) {
    if (!answer.ok) throw new Error(`Trino answers ${answer.status}: ${await answer.text()}`);
    const page = (await answer.json()) as Page;
    if (page.error) throw new Error(`${page.error.errorName}: ${page.error.message}\n${sql}`);
    rows.push(...(page.data ?? []));
    if (page.nextUri === undefined) return rows;
    answer = await fetch(page.nextUri, { headers });
  }
}

/** Ends a process and waits until it has. */
export async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = new Promise((resolved) => process.once('exit', resolved));
  process.kill('SIGKILL');
  await gone;
}
