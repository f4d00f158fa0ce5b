import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { parseSync, Visitor, type ESTree, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

interface Manifest {
  exports: Record<string, unknown>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Modules that others stand in for: see packages/browser/replaced. */
const REPLACED: Record<string, RegExp> = {
  Dispatch: /@aws-rum\/web-core\/dist\/es\/dispatch\/Dispatch\.js$/,
  MonkeyPatched: /@aws-rum\/web-core\/dist\/es\/plugins\/MonkeyPatched\.js$/,
  PageViewPlugin: /@aws-rum\/web-core\/dist\/es\/plugins\/event-plugins\/PageViewPlugin\.js$/,
  HeaderFormatter: /@smithy\/signature-v4\/dist-es\/HeaderFormatter\.js$/,
  httpRequest: /@smithy\/core\/dist-es\/submodules\/transport\/httpRequest\.js$/,
  sha256Constants: /@aws-crypto\/sha256-js\/build\/module\/constants\.js$/,
  tslib: /node_modules\/tslib\//,
  uuid: /node_modules\/uuid\//,
  whenIdle: /web-vitals\/dist\/modules\/lib\/whenIdle\.js$/,
};

const replace: Plugin = {
  name: 'replace',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    // The modules that this one file was made of: then one of them can be replaced, and those not used left out.
    if (found?.id.endsWith('/web-vitals.attribution.js')) {
      return this.resolve(join(found.id, '../modules/attribution/index.js'), importer, options);
    }
    const name = found && !found.external && Object.keys(REPLACED).find((key) => REPLACED[key]!.test(found.id));
    return name ? resolve(import.meta.dirname, `packages/browser/replaced/${name}.ts`) : found;
  },
};

/** Members of classes that are never called here: a bundler keeps all of a class it keeps. */
const DROPPED: [file: RegExp, ...members: string[]][] = [
  // For browsers without PerformanceNavigationTiming, which cannot run the rest either.
  [
    /web-core\/dist\/es\/plugins\/event-plugins\/NavigationPlugin\.js$/,
    'performanceNavigationEventHandlerTimingLevel1',
  ],
  // Each monitor is given its user id, and keeps the cookie of it itself.
  [/web-core\/dist\/es\/sessions\/SessionManager\.js$/, 'initializeUser', 'getUserIdCookie', 'createOrRenewUserCookie'],
  // Only whole requests are signed.
  [/@smithy\/signature-v4\/dist-es\/SignatureV4\.js$/, 'sign', 'signEvent', 'signMessage', 'signString'],
];

const drop: Plugin = {
  name: 'drop',
  transform(code, id) {
    const [, ...members] = DROPPED.find(([file]) => file.test(id)) ?? [];
    const logs = code.includes('InternalLogger');
    if (members.length === 0 && !logs) return null;
    const { program } = parseSync(id, code);
    const all = membersOf(program);
    const dropped: Place[] = members.map((member) => {
      const [one, ...more] = all.filter(({ name }) => name === member);
      if (!one || more.length > 0) throw new Error(`${id} does not have one member ${member}: see DROPPED`);
      return one;
    });
    if (logs) dropped.push(...logsOf(program));
    let rest = code;
    for (const { start, end } of dropped) {
      // Blanks, so that everything else stays where the source map says.
      rest = rest.slice(0, start) + code.slice(start, end).replaceAll(/[^\n]/g, ' ') + rest.slice(end);
    }
    return { code: rest, map: null };
  },
};

interface Place {
  start: number;
  end: number;
}

/** Calls of aws-rum-web's logger, up to their semicolon: with them go their texts. */
function logsOf(program: ESTree.Program): Place[] {
  const found: Place[] = [];
  new Visitor({
    ExpressionStatement({ expression }) {
      if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression') return;
      const { object } = expression.callee;
      if (object.type === 'Identifier' && object.name === 'InternalLogger') found.push(expression);
    },
  }).visit(program);
  return found;
}

/** Methods, and functions that a constructor assigns to `this`. */
function membersOf(program: ESTree.Program): (Place & { name: string })[] {
  const found: (Place & { name: string })[] = [];
  new Visitor({
    MethodDefinition({ key, start, end }) {
      if (key.type === 'Identifier') found.push({ name: key.name, start, end });
    },
    ExpressionStatement({ expression, start, end }) {
      if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return;
      const { object, property } = expression.left;
      if (object.type === 'ThisExpression' && property.type === 'Identifier')
        found.push({ name: property.name, start, end });
    },
  }).visit(program);
  return found;
}

/**
 * One library build for every package: its entries are what its manifest exports.
 *
 * The browser package carries the parts of aws-rum-web it is built from inside: that way they are smaller, no bundler
 * keeps session replay by mistake, and Node can import the package (aws-rum-web's ES modules it cannot).
 */
export function libraryConfig(folder: string, outDir: string) {
  const manifest = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as Manifest;
  const entries = Object.keys(manifest.exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => (path === '.' ? 'index' : path.slice(2)));
  if (manifest.bin) entries.push('bin');
  const outside = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
    (name) => !name.startsWith('@aws-rum/'),
  );
  const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]);
  return defineConfig({
    root: folder,
    logLevel: 'warn',
    publicDir: false,
    plugins: [replace, drop],
    build: {
      target: 'es2022',
      minify: false,
      sourcemap: true,
      outDir,
      lib: {
        entry: Object.fromEntries(entries.map((name) => [name, resolve(folder, `src/${name}.ts`)])),
        formats: ['es'],
      },
      rolldownOptions: {
        // What one bundler leaves to do, the next may not: esbuild makes 0.3 KB less of it this way. It stays readable.
        output: { minify: { compress: true, mangle: false, codegen: false } },
        external: (id: string) =>
          builtins.includes(id) || outside.some((name) => id === name || id.startsWith(`${name}/`)),
      },
    },
  });
}

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'units',
          environment: 'happy-dom',
          include: ['packages/browser/src/**/*.test.ts'],
          server: { deps: { inline: [/@aws-rum/, /aws-rum-web/] } },
        },
      },
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'packages/{cdk,console}/src/**/*.test.ts',
            'test/{bench,contracts,release,size,support,types}/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/{differential,e2e,faults}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
