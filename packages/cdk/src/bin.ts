#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { runCli } from './cli/runCli.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

const { code, out, error } = runCli({
  argv: process.argv.slice(2),
  version,
  readFile: (path) => readFileSync(path, 'utf8'),
  readInput: () => readFileSync(0, 'utf8'),
});
process.stdout.write(out);
process.stderr.write(error);
process.exitCode = code;
