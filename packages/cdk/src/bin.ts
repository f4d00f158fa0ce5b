#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { openRole } from './block/openRole.ts';
import { runBlock } from './block/runBlock.ts';
import { runCli } from './cli/runCli.ts';
import { readTrailFiles } from './trail/readTrailFiles.ts';
import { runCheckTrail } from './trail/runCheckTrail.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const files = {
  readFile: (path: string): string => readFileSync(path, 'utf8'),
  readInput: (): string => readFileSync(0, 'utf8'),
};
const [command, ...rest] = process.argv.slice(2);
const out = (text: string): unknown => process.stdout.write(text);
const error = (text: string): unknown => process.stderr.write(text);

if (command === 'block') {
  process.exitCode = await runBlock({
    ...files,
    argv: rest,
    openRole,
    env: process.env,
    clock: Date.now,
    out,
    error,
  });
} else if (command === 'check-trail') {
  process.exitCode = runCheckTrail({ argv: rest, readFiles: readTrailFiles, out, error });
} else {
  const result = runCli({ ...files, argv: process.argv.slice(2), version });
  out(result.out);
  error(result.error);
  process.exitCode = result.code;
}
