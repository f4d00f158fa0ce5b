#!/usr/bin/env node
import { createRequire } from 'node:module';
import process from 'node:process';
import { runCli } from './cli/runCli.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  version,
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
