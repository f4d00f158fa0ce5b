import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { publint } from 'publint';
import { beforeAll, describe, expect, it } from 'vitest';
import { pack, published, readManifest, root, type Packed } from './packed.ts';

const STRAY =
  /\.test\.|\.spec\.|__\w+__|(^|\/)\.|(^|\/)(tsconfig|vite\.config|node_modules)|\.(tgz|log|tsbuildinfo|env)$/;
const TEXT = new Set([
  '.js',
  '.mjs',
  '.ts',
  '.map',
  '.json',
  '.md',
  '.yaml',
  '.html',
  '.css',
  '.vue',
  '.tf',
  '.sql',
  '',
]);

describe.each(published())('packages/%s, packed', (name) => {
  let packed: Packed;
  const read = (path: string) => readFileSync(join(packed.folder, path), 'utf8');

  beforeAll(() => {
    packed = pack(name);
  });

  it('passes publint', async () => {
    const tarball = readFileSync(packed.tarball);
    const { messages } = await publint({
      pack: { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.length) },
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  it('carries the licence, a README and nothing that is not for users', () => {
    expect(packed.files).toContain('README.md');
    expect(packed.files).toContain('LICENSE');
    expect(read('LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    expect(packed.files.filter((path) => STRAY.test(path))).toEqual([]);
  });

  it('names no path of the machine that built it', () => {
    const texts = packed.files.filter((path) => TEXT.has(extname(path)));
    expect(
      texts.filter((path) => /file:\/\/\/|\/node_modules\/\.cache\//.test(read(path)) || read(path).includes(root)),
    ).toEqual([]);
  });

  it('has source maps that lead to sources', () => {
    const missing = packed.files
      .filter((path) => path.endsWith('.map'))
      .flatMap((path) => {
        const { sources, sourcesContent = [] } = JSON.parse(read(path)) as SourceMap;
        return sources
          .filter((source, i) => sourcesContent[i] == null && !existsSync(join(packed.folder, dirname(path), source)))
          .map((source) => `${path}: ${source}`);
      });
    expect(missing).toEqual([]);
  });

  it('has the types of each entry also for who does not read exports, where it says so', () => {
    const { exports = {}, typesVersions } = packed.manifest;
    if (typesVersions === undefined) return;
    const entries = Object.entries(exports as Record<string, { types?: string }>).filter(
      ([path]) => path !== '.' && !/\.js(on)?$/.test(path),
    );
    expect(typesVersions['*']).toEqual(
      Object.fromEntries(entries.map(([path, { types }]) => [path.slice(2), [types]])),
    );
  });

  it('asks for the packages of ours in the version they have', () => {
    const { dependencies = {}, peerDependencies = {} } = packed.manifest;
    const ours = Object.entries({ ...dependencies, ...peerDependencies }).filter(([one]) =>
      one.startsWith('@dual-rum/'),
    );
    const asked = ours.map(([one, range]) => [one, range.replace(/^\^/, '')]);
    expect(asked).toEqual(ours.map(([one]) => [one, readManifest(one.slice('@dual-rum/'.length)).version]));
  });

  it('is installed beside any Vite: npm refuses a package whose optional peer is there in another version', () => {
    expect(packed.manifest.peerDependencies?.['vite'] ?? '*').toBe('*');
  });

  it('carries the licences of the packages it has inside', () => {
    const inside = new Set(
      packed.files
        .filter((path) => path.endsWith('.js.map'))
        .flatMap((path) => (JSON.parse(read(path)) as SourceMap).sources)
        .map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1])
        .filter((name) => name !== undefined),
    );
    if (inside.size === 0) return;
    expect(packed.files).toContain('THIRD-PARTY.md');
    const notices = read('THIRD-PARTY.md');
    expect([...inside].filter((name) => !notices.includes(`\`${name}\``))).toEqual([]);
  });
});

interface SourceMap {
  sources: string[];
  sourcesContent?: (string | null)[];
}
