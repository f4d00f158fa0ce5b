/** Builds every package with Vite, its page where it has one, and its types with TypeScript 7; `npm run build -- browser` builds one. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { awsRumWeb } from '../packages/browser/aws-rum-web/plugin.ts';
import { bundleFunctions } from './bundleFunctions.ts';
import { libraryConfig } from './libraryConfig.ts';
import { scriptConfig } from './scriptConfig.ts';
import { writeIntegrity } from './writeIntegrity.ts';

const root = resolve(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const packages = readdirSync(join(root, 'packages'))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  // The types of the one are made with those of the other.
  .sort((one, other) => Number(usesOurs(one)) - Number(usesOurs(other)));

for (const name of packages) {
  const folder = join(root, 'packages', name);
  if (!existsSync(join(folder, 'src/index.ts'))) continue;
  const started = Date.now();
  // Whoever reads dist meanwhile finds all of the old or all of the new.
  const fresh = join(folder, `dist-${process.pid}`);
  try {
    const plugins = () => (name === 'browser' ? awsRumWeb() : []);
    await build(libraryConfig(folder, fresh, plugins()));
    if (existsSync(join(folder, 'src/script.ts'))) await build(scriptConfig(folder, fresh, plugins()));
    if (existsSync(join(folder, 'page/index.html'))) await buildPage(folder, fresh);
    emitTypes(folder, fresh);
    if (existsSync(join(folder, 'src/functions'))) await bundleFunctions(folder, fresh);
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    renameSync(fresh, join(folder, 'dist'));
    if (existsSync(join(folder, 'docs/without-a-bundler.md'))) writeIntegrity(folder);
  } finally {
    // A build that failed leaves the old one as it was.
    rmSync(fresh, { recursive: true, force: true });
  }
  console.log(`built @dual-rum/${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Whether a package has another of ours among its dependencies. */
function usesOurs(name: string): boolean {
  const manifest = readFileSync(join(root, 'packages', name, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies).some((dependency) => dependency.startsWith('@dual-rum/'));
}

/** The package's web page, beside its code. */
async function buildPage(folder: string, outDir: string): Promise<void> {
  const configFile = join(folder, 'page/vite.config.ts');
  await build({ configFile, logLevel: 'warn', build: { outDir: join(outDir, 'page') } });
}

function emitTypes(folder: string, outDir: string): void {
  // Its own name for each run: two builds at once must not take each other's.
  const config = join(folder, `tsconfig.build-${process.pid}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: {
        noEmit: false,
        rewriteRelativeImportExtensions: true,
        declaration: true,
        declarationMap: true,
        emitDeclarationOnly: true,
        rootDir: 'src',
        outDir,
      },
      include: ['src'],
      exclude: ['src/**/*.test.ts', 'src/**/*.testing.ts'],
    }),
  );
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', config], {
      stdio: 'inherit',
    });
  } finally {
    rmSync(config);
  }
}
