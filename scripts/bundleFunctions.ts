import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { onlyUsedShapes, replaceModules } from './bundlePlugins.ts';

const require = createRequire(import.meta.url);

/** Files of `src/functions` that are functions; the others are what these are made of. */
const FUNCTION = /^([a-z0-9]+(?:-[a-z0-9]+)+)\.ts$/;

/** For bundles with packages in CommonJS that ask for Node's own modules by require. Making it takes a fiftieth of a start. */
export const withRequire = {
  js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);",
};

/** A bundle for Lambda: with all that it imports inside, and what it imports late in files of its own. */
export const forLambda = {
  bundle: true,
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'later/[name]-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  // Of the browser's half of the SDK, which nothing here calls.
  external: ['bowser'],
  legalComments: 'none',
  logLevel: 'error',
} satisfies BuildOptions;

/** Of the places where the SDK looks for credentials only the environment, by the module of a package that stands in for the others. */
export const onlyCredentialsOfLambda = (folder: string): Record<string, string> => ({
  '@aws-sdk/credential-provider-node': join(folder, 'src/functions/standIns/onlyEnvironment.ts'),
});

/**
 * Bundles every function of a package to `functions/<name>`, with its handler in `index.mjs`, and fails when a package inside is missing in its
 * THIRD-PARTY.md.
 *
 * The AWS SDK is inside: from Lambda's own copy of it a function starts slower, file by file. Of the places where the SDK
 * looks for credentials only the environment is inside, where Lambda puts them: the others are a quarter of a client.
 *
 * @param folder the package
 */
export async function bundleFunctions(folder: string, outDir: string): Promise<void> {
  const source = join(folder, 'src/functions');
  const names = readdirSync(source).flatMap((file) => FUNCTION.exec(file)?.[1] ?? []);
  const inside = new Set<string>();
  for (const name of names) {
    const { metafile } = await build({
      ...forLambda,
      entryPoints: { index: join(source, `${name}.ts`) },
      outdir: join(outDir, 'functions', name),
      plugins: leaveOut(folder),
      metafile: true,
    });
    for (const owner of packagesIn(metafile)) inside.add(owner);
    const required = requiredBy(metafile);
    if (required.length > 0)
      throw new Error(
        `${name} requires ${required.join(', ')}, which a module cannot: it needs withRequire as its banner.`,
      );
  }
  const notices = readFileSync(join(folder, 'THIRD-PARTY.md'), 'utf8');
  const missing = [...inside].filter((name) => !notices.includes(`\`${name}\``));
  if (missing.length > 0)
    throw new Error(`THIRD-PARTY.md has no licence of ${missing.join(', ')}, which are inside bundles.`);
}

/** Leaves out of bundles what the functions never use. */
export function leaveOut(folder: string): Plugin[] {
  const standIn = (name: string): string => join(folder, 'src/functions/standIns', `${name}.ts`);
  const standIns = {
    ...onlyCredentialsOfLambda(folder),
    '@aws-sdk/credential-providers': standIn('credentialProviders'),
    '@aws-sdk/client-sts': standIn('noSts'),
    '@aws-sdk/endpoint-cache': standIn('endpointCache'),
    // With whatever is imported of the package it evaluates consumer, administration and registry of schemas.
    '@platformatic/kafka': join(dirname(require.resolve('@platformatic/kafka')), 'clients/producer/producer.js'),
    '@platformatic/wasm-utils': standIn('crc32c'),
    'ajv/dist/2020.js': standIn('noChecks'),
    debug: standIn('noDebug'),
    mnemonist: standIn('mnemonist'),
    'node:process': standIn('process'),
  };
  return [replaceModules(standIns, { '@smithy/core/event-streams': standIn('noEventStreams') }), onlyUsedShapes];
}

/** What packages in CommonJS ask for by require. */
function requiredBy({ outputs }: Metafile): string[] {
  return Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .flatMap(({ kind, path }) => (kind === 'require-call' ? [path] : []));
}

function packagesIn({ outputs }: Metafile): string[] {
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
}
