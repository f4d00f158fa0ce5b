/** `npm run api`: writes the public types of every package into its api.md. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt } from '../test/support/ensureBuilt.ts';
import { createApiReport } from './api/createApiReport.ts';

const packages = resolve(import.meta.dirname, '../packages');
for (const name of readdirSync(packages)) {
  const folder = join(packages, name);
  if (!existsSync(join(folder, 'src/index.ts'))) continue;
  ensureBuilt(name);
  writeFileSync(join(folder, 'api.md'), await createApiReport(folder));
  console.log(`packages/${name}/api.md`);
}
