import { expect, it } from 'vitest';
import { budgets } from './budgets.ts';
import { checkScript } from './scripts.ts';

it('refuses a file for a script tag that is too big, and names it', () => {
  const script = { file: 'dual-rum.iife.js', min: 100_000, gzip: budgets.script };
  expect(checkScript(script).ok).toBe(true);
  expect(checkScript({ ...script, gzip: budgets.script + 1 })).toEqual({
    ok: false,
    what: `dual-rum.iife.js ≤ ${budgets.script} bytes`,
    found: `${budgets.script + 1} bytes`,
  });
});
