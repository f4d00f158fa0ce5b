/** Bytes that each replacement and drop saves: `npx tsx packages/browser/aws-rum-web/measure.ts` writes them into README.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import prettier from 'prettier';
import { build, type InlineConfig, type Plugin } from 'vite';
import { awsRumWeb, FENCE } from './plugin.ts';
import type { Fence } from './plugin/Seen.ts';

const folder = join(import.meta.dirname, '..');
const file = join(import.meta.dirname, 'README.md');

/** All that a page may load of the package, minified and compressed (gzip -9). */
async function bytesWith(fence: Fence): Promise<number> {
  // Without the check, which would say that the one left out is called.
  const plugins = awsRumWeb(fence).filter(({ name }: Plugin) => name !== 'aws-rum-web:check');
  const config: InlineConfig = {
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins,
    build: {
      target: 'es2022',
      write: false,
      minify: true,
      lib: { entry: join(folder, 'src/index.ts'), formats: ['es'] },
      rolldownOptions: { external: /^(@aws-sdk\/|vue)/, output: { minify: true } },
    },
  };
  const outputs = [await build(config)].flat().flatMap((one) => ('output' in one ? one.output : []));
  return outputs.reduce((sum, one) => sum + (one.type === 'chunk' ? gzipSync(one.code, { level: 9 }).length : 0), 0);
}

const all = await bytesWith(FENCE);
const saved = async (fence: Partial<Fence>): Promise<string> => {
  const bytes = (await bytesWith({ ...FENCE, ...fence })) - all;
  return bytes.toLocaleString('en');
};
const without = <T>(list: T[], left: T): T[] => list.filter((one) => one !== left);

const rows: string[][] = [];
for (const one of FENCE.replacements) {
  const by = one.by.replace('./replacements/', '');
  rows.push([
    `\`${one.original}\``,
    `\`${by}\``,
    one.why,
    await saved({ replacements: without(FENCE.replacements, one) }),
  ]);
}
for (const one of FENCE.dropped) {
  const what = `${one.members.map((member) => `\`${member}\``).join(', ')} of \`${one.file}\``;
  rows.push([what, 'nothing', one.why, await saved({ dropped: without(FENCE.dropped, one) })]);
}
const { logger: _logger, ...quiet } = FENCE;
const logs = (await bytesWith(quiet)) - all;
rows.push([
  'Calls of `InternalLogger`',
  'nothing',
  '`debug: true` logs each event instead.',
  logs.toLocaleString('en'),
]);
const nothing = (await bytesWith({ replacements: [], dropped: [], calls: [] })) - all;
rows.push(['All together', '', '', nothing.toLocaleString('en')]);

const table = [
  '| What | Instead | Why | Bytes saved |',
  '| --- | --- | --- | --: |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];
const text = readFileSync(file, 'utf8').replace(
  /(<!-- measured -->).*(<!-- \/measured -->)/s,
  (_all, start: string, end: string) => `${start}\n\n${table.join('\n')}\n\n${end}`,
);
writeFileSync(file, await prettier.format(text, { parser: 'markdown', printWidth: 120, singleQuote: true }));
console.log(table.join('\n'));
