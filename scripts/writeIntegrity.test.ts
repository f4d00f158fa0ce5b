import { expect, it } from 'vitest';
import { integrityOf, withIntegrity } from './writeIntegrity.ts';

it('hashes as openssl dgst -sha384 does', () => {
  expect(integrityOf('')).toBe('sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb');
});

it('writes each hash behind the name of its file, and nowhere else', () => {
  const page = `
<script src="https://cdn/a.iife.js" integrity="sha384-old" defer></script>
{ "https://cdn/a.esm.js": "sha384-old" }
<script src="https://cdn/b.js" integrity="sha384-other"></script>`;
  expect(withIntegrity(page, { 'a.iife.js': 'sha384-one', 'a.esm.js': 'sha384-two' })).toBe(
    page
      .replace('iife.js" integrity="sha384-old', 'iife.js" integrity="sha384-one')
      .replace('esm.js": "sha384-old', 'esm.js": "sha384-two'),
  );
});
