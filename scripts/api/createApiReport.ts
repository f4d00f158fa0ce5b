import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { readDeclarations } from './readDeclarations.ts';

interface Manifest {
  name: string;
  exports: Record<string, string | { types?: string }>;
}

/**
 * The public types of a built package as Markdown: the names that each entry exports, and once for all entries what they
 * are, with every type of the package that they mention. Comments are left out.
 */
export async function createApiReport(folder: string): Promise<string> {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const entries = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'object' && target.types ? [{ title: join(name, path), file: join(folder, target.types) }] : [],
  );
  const { declarations, exported } = readDeclarations(entries.map(({ file }) => file));
  const lines = [
    `# Public types of ${name}`,
    '',
    'Made by `npm run api`; a test fails while it differs from the code. What changes here changes for users.',
    '',
    ...entries.map(
      ({ title, file }) =>
        `- \`${title}\`: ${exported
          .get(file)!
          .map((one) => `\`${one}\``)
          .join(', ')}`,
    ),
    '',
    '```ts',
    ...declarations,
    '```',
    '',
  ];
  return prettier.format(lines.join('\n'), { parser: 'markdown', printWidth: 120, singleQuote: true });
}
