import { spawn } from 'node:child_process';
import { freePort } from '../../support/freePort.ts';
import { ended } from '../../support/trino.ts';
import { python, pythonEnv, servers } from '../../support/python.ts';

export interface RunningMoto {
  url: string;
  stop: () => Promise<void>;
}

/** Starts moto on 127.0.0.1. */
export async function startMoto(): Promise<RunningMoto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    env: pythonEnv(servers.folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr.on('data', (data: Buffer) => (log = (log + data.toString()).slice(-4000)));
  const stop = () => ended(server);
  const until = Date.now() + 60_000;
  while (Date.now() < until && server.exitCode === null) {
    if (
      await fetch(`${url}/moto-api/`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return { url, stop };
    await new Promise((resolved) => setTimeout(resolved, 200));
  }
  await stop();
  throw new Error(`moto does not start:\n${log}`);
}

const CATALOG = `
import boto3, json, os, sys
given = json.load(sys.stdin)
s3 = boto3.client('s3', endpoint_url=given['url'])
glue = boto3.client('glue', endpoint_url=given['url'])
s3.create_bucket(Bucket=given['bucket'])
for key, file in given['objects']:
    s3.upload_file(file, given['bucket'], key)
for database in given['databases']:
    glue.create_database(DatabaseInput=database)
for database, table in given['tables']:
    glue.create_table(DatabaseName=database, TableInput=table)
`;

/** What is to be in moto's S3 and Glue. */
export interface Catalog {
  bucket: string;
  objects: [key: string, file: string][];
  /** `DatabaseInput`s and `TableInput`s, as CloudFormation has them. */
  databases: unknown[];
  tables: [database: string, table: unknown][];
}

/** Puts objects, databases and tables into moto by AWS's own SDK. */
export function fillCatalog(url: string, catalog: Catalog): void {
  const { status, stderr } = python(['-c', CATALOG], servers, JSON.stringify({ url, ...catalog }));
  if (status !== 0) throw new Error(`boto3: ${stderr}`);
}
