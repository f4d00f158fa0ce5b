import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';

const require = createRequire(import.meta.url);

/** Files of `src/functions` that are functions; the others are what these are made of. */
const FUNCTION = /^([a-z0-9]+(?:-[a-z0-9]+)+)\.ts$/;

/** A bundle for Lambda: one file for Node, with all that it imports inside. */
export const forLambda = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
  // Packages in CommonJS ask for Node's own modules by require.
  banner: { js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);" },
} satisfies BuildOptions;

/** Of the places where the SDK looks for credentials only the environment, by the module of a package that stands in for the others. */
export const onlyCredentialsOfLambda = (folder: string): Record<string, string> => ({
  '@aws-sdk/credential-provider-node': join(folder, 'src/functions/credentialsOfLambda.ts'),
});

/**
 * Bundles every function of a package to `functions/<name>/index.mjs`, and fails when a package inside is missing in its
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
      entryPoints: [join(source, `${name}.ts`)],
      outfile: join(outDir, 'functions', name, 'index.mjs'),
      alias: standIns(folder),
      metafile: true,
    });
    for (const owner of packagesIn(metafile)) inside.add(owner);
  }
  const notices = readFileSync(join(folder, 'THIRD-PARTY.md'), 'utf8');
  const missing = [...inside].filter((name) => !notices.includes(`\`${name}\``));
  if (missing.length > 0)
    throw new Error(`THIRD-PARTY.md has no licence of ${missing.join(', ')}, which are inside bundles.`);
}

/** What is left out of bundles, and what is in its place. */
export const standIns = (folder: string): Record<string, string> => ({
  ...onlyCredentialsOfLambda(folder),
  '@aws-sdk/credential-providers': join(folder, 'src/functions/onlyFromEnvironment.ts'),
  '@aws-sdk/client-sts': join(folder, 'src/functions/noSts.ts'),
  // With whatever is imported of the package it evaluates consumer, administration and registry of schemas.
  '@platformatic/kafka': join(dirname(require.resolve('@platformatic/kafka')), 'clients/producer/producer.js'),
  'ajv/dist/2020.js': join(folder, 'src/functions/noChecks.ts'),
  // The other entry reads a file beside it, which a bundle does not have.
  '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled',
});

function packagesIn({ outputs }: Metafile): string[] {
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
}
