#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { openRole } from './block/openRole.ts';
import { runBlock } from './block/runBlock.ts';
import { runCli } from './cli/runCli.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const files = {
  readFile: (path: string): string => readFileSync(path, 'utf8'),
  readInput: (): string => readFileSync(0, 'utf8'),
};
const [command, ...rest] = process.argv.slice(2);

if (command === 'block') {
  process.exitCode = await runBlock({
    ...files,
    argv: rest,
    openRole,
    env: process.env,
    clock: Date.now,
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  });
} else {
  const { code, out, error } = runCli({ ...files, argv: process.argv.slice(2), version });
  process.stdout.write(out);
  process.stderr.write(error);
  process.exitCode = code;
}
