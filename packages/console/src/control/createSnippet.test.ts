import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { resolveOptions } from '../settings/resolveOptions.ts';
import { idOf } from '../settings/idOf.ts';
import { createSnippet } from './createSnippet.ts';
import { toBrowserConfig } from './toBrowserConfig.ts';

const config = toBrowserConfig(resolveOptions({}, idOf), 'http://127.0.0.1:4567');
const example = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, '../../../../examples/snippets', name), 'utf8');

it('is what examples/snippets has, where it is type-checked', () => {
  expect(createSnippet(config, true)).toBe(example('console-printed.ts'));
  expect(createSnippet(config, false)).toBe(example('console-printed-own-sign-in.ts'));
});

it('quotes what is free text', () => {
  const guest = { appMonitorId: 'a', signing: false, alias: `it's a "shop"\n` } as const;
  expect(createSnippet({ ...config, guest }, true)).toContain(
    String.raw`    signing: false,
    alias: 'it\'s a "shop"\n',`,
  );
});
