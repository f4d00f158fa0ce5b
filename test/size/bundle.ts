import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import { attribute, mapOf, type SourceMap } from './attribute.ts';
import { external, fixtures, type Fixture } from './fixtures.ts';

export type Bundler = 'vite' | 'esbuild';
export type ProjectType = 'module' | 'commonjs';

export interface Chunk {
  file: string;
  code: string;
  entry: boolean;
  /** Files of the chunks it imports statically. */
  imports: string[];
  /** Files of the chunks it loads when it needs them. */
  dynamicImports: string[];
  /** Bytes that each source file left in it, minified. */
  sources: Record<string, number>;
}

// Inside node_modules, so that the fixtures resolve packages as an application in this checkout would.
const scratch = resolve(import.meta.dirname, '../../node_modules/.cache/size');

/** Bundles one fixture for production in a project of its own. */
export async function bundle(bundler: Bundler, type: ProjectType, fixture: Fixture): Promise<Chunk[]> {
  const { file, code } = fixtures[fixture];
  const folder = join(scratch, `${bundler}-${type}-${fixture}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'fixture', private: true, type }));
  writeFileSync(join(folder, file), code);
  return bundler === 'vite' ? withVite(folder, file) : withEsbuild(folder, file);
}

/** Source maps of dependencies, which Vite itself does not read. */
const readMaps: vite.Plugin = {
  name: 'read-source-maps',
  load(id) {
    const map = id.endsWith('.js') && !id.includes('\0') ? mapOf(id) : undefined;
    return map === undefined ? undefined : { code: readFileSync(id, 'utf8'), map };
  },
};

async function withVite(folder: string, file: string): Promise<Chunk[]> {
  const built = await vite.build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [readMaps],
    // "hidden": no comment in the code that would count.
    build: { write: false, sourcemap: 'hidden', rolldownOptions: { input: join(folder, file), external } },
  });
  if (!('output' in built)) throw new Error('Vite was expected to answer with one build');
  return built.output
    .filter((output) => output.type === 'chunk')
    .map((chunk) => ({
      file: chunk.fileName,
      code: chunk.code,
      entry: chunk.isEntry,
      imports: chunk.imports,
      dynamicImports: chunk.dynamicImports,
      sources: chunk.map ? attribute(chunk.code, chunk.map, join(folder, 'dist', dirname(chunk.fileName))) : {},
    }));
}

async function withEsbuild(folder: string, file: string): Promise<Chunk[]> {
  const built = await esbuild.build({
    absWorkingDir: folder,
    entryPoints: [file],
    outdir: 'out',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external,
    sourcemap: 'external',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  const text = new Map(built.outputFiles.map((output) => [output.path.slice(folder.length + 1), output.text]));
  return Object.entries(built.metafile.outputs)
    .filter(([name]) => name.endsWith('.js'))
    .map(([name, meta]) => {
      const code = text.get(name) ?? '';
      const using = (kind: string) =>
        meta.imports.filter((use) => use.kind === kind && !use.external).map((use) => use.path);
      return {
        file: name,
        code,
        entry: meta.entryPoint === file,
        imports: using('import-statement'),
        dynamicImports: using('dynamic-import'),
        sources: attribute(code, JSON.parse(text.get(`${name}.map`) ?? '{}') as SourceMap, join(folder, 'out')),
      };
    });
}
