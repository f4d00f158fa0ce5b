import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from 'vite';
import { afterEach, describe, expect, it } from 'vitest';
import { awsRumWeb } from './plugin.ts';
import type { Fence } from './plugin/Seen.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A small package with a module that is replaced and a member that is dropped. */
const FILES: Record<string, string> = {
  'node_modules/core/package.json': JSON.stringify({
    name: 'core',
    version: '1.0.0',
    type: 'module',
    main: 'index.js',
  }),
  'node_modules/core/index.js': `
    export * from './lib/Dispatch.js';
    export { Session } from './lib/Session.js';
    export { client } from './lib/client.js';`,
  'node_modules/core/lib/Dispatch.js': `
    export const LIMIT = 64;
    export class Dispatch { enable() { return 'original enable'; } rebuild() { return 'original rebuild'; } }`,
  'node_modules/core/lib/Session.js': `
    import { Logger } from './Logger.js';
    export class Session {
      start() { Logger.info('the text of a log'); return 'a session'; }
      writeCookie() { return 'a cookie'; }
    }`,
  'node_modules/core/lib/Logger.js': `export const Logger = { info: (text) => console.info(text) };`,
  'node_modules/core/lib/client.js': `
    import { Dispatch } from './Dispatch.js';
    import { Session } from './Session.js';
    export const client = () => [new Dispatch().enable(), new Session().start()];`,
  'src.js': `export { client } from 'core';`,
  'Dispatch.ts': `export class Dispatch { enable(): string { return 'stand-in enable'; } }`,
};

const DISPATCH = 'core/lib/Dispatch.js';
const SESSION = 'core/lib/Session.js';

/** Builds the small package with some files changed (undefined: removed), and answers with the code. */
async function buildWith(changed: Record<string, string | undefined>, fence: Partial<Fence> = {}): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dual-rum-replace-')));
  folders.push(root);
  for (const [path, content] of Object.entries({ ...FILES, ...changed })) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const by = relative(import.meta.dirname, join(root, 'Dispatch.ts'));
  const plugins = awsRumWeb({
    replacements: [{ original: DISPATCH, by, why: '' }],
    dropped: [{ file: SESSION, members: ['writeCookie'], why: '' }],
    calls: [],
    logger: 'Logger',
    ...fence,
  });
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins,
    build: { write: false, minify: false, lib: { entry: join(root, 'src.js'), formats: ['es'] } },
  });
  return [built]
    .flat()
    .flatMap((one) => ('output' in one ? one.output : []))
    .map((file) => (file.type === 'chunk' ? file.code : ''))
    .join('\n');
}

it('builds the stand-in in, and leaves out the dropped member and the logs', async () => {
  const code = await buildWith({});
  expect(code).toContain('stand-in enable');
  expect(code).toContain('a session');
  expect(code).not.toMatch(/original|writeCookie|the text of a log/);
});

it('drops the members of every entry of a file', async () => {
  const session = FILES['node_modules/core/lib/Session.js']!.replace('writeCookie()', 'sleep() {}\n writeCookie()');
  const dropped = ['writeCookie', 'sleep'].map((member) => ({ file: SESSION, members: [member], why: '' }));
  const code = await buildWith({ 'node_modules/core/lib/Session.js': session }, { dropped });
  expect(code).not.toMatch(/writeCookie|sleep/);
});

describe('the build fails, and says what changed and what to do', () => {
  it('when a replaced file moved', async () => {
    const moved = buildWith({
      'node_modules/core/lib/Dispatch.js': undefined,
      'node_modules/core/lib/send/Dispatch.js': FILES['node_modules/core/lib/Dispatch.js'],
      'node_modules/core/index.js': FILES['node_modules/core/index.js']!.replace('lib/Dispatch', 'lib/send/Dispatch'),
      'node_modules/core/lib/client.js': FILES['node_modules/core/lib/client.js']!.replace(
        './Dispatch',
        './send/Dispatch',
      ),
    });
    await expect(moved).rejects.toThrow(
      /Dispatch\.ts stands in for core\/lib\/Dispatch\.js, and no import resolves to that any more\. The package has lib\/send\/Dispatch\.js instead: the file moved\. Compare .* name it in replacements\.ts/,
    );
    await expect(moved).rejects.toThrow(/core\/lib\/send\/Dispatch\.js ships, and core\/lib\/Dispatch\.js/);
  });

  it('when a replaced module was renamed', async () => {
    const renamed = buildWith({
      'node_modules/core/lib/Dispatch.js': undefined,
      'node_modules/core/lib/Sender.js': FILES['node_modules/core/lib/Dispatch.js'],
      'node_modules/core/index.js': FILES['node_modules/core/index.js']!.replace('lib/Dispatch', 'lib/Sender'),
      'node_modules/core/lib/client.js': FILES['node_modules/core/lib/client.js']!.replace('./Dispatch', './Sender'),
    });
    await expect(renamed).rejects.toThrow(
      /stands in for core\/lib\/Dispatch\.js, .* no file Dispatch\.js any more: it was renamed or removed\. Compare/,
    );
  });

  it('when nothing imports a replaced package any more', async () => {
    const replacements = [{ original: 'gone', by: './replacements/uuid.ts', why: '' }];
    await expect(buildWith({}, { replacements })).rejects.toThrow(
      /stands in for gone, .* The package gone is not installed any more\. .*remove the replacement/,
    );
  });

  it('when a replaced module is there in two versions', async () => {
    const twice = buildWith({
      'node_modules/other/package.json': JSON.stringify({ name: 'other', type: 'module', main: 'index.js' }),
      'node_modules/other/index.js': `export { Dispatch as Other } from 'core/lib/Dispatch.js';`,
      'node_modules/other/node_modules/core/package.json': '{ "name": "core", "version": "2.0.0", "type": "module" }',
      'node_modules/other/node_modules/core/lib/Dispatch.js': FILES['node_modules/core/lib/Dispatch.js'],
      'src.js': `export { client } from 'core'; export { Other } from 'other';`,
    });
    await expect(twice).rejects.toThrow(
      /resolve to more than one file: .*\(version 1\.0\.0\) and .*\(version 2\.0\.0\).* See "npm ls core"; make them one/,
    );
  });

  it('when a dropped member is gone', async () => {
    const gone = buildWith({
      'node_modules/core/lib/Session.js': FILES['node_modules/core/lib/Session.js']!.replace(
        'writeCookie',
        'setCookie',
      ),
    });
    await expect(gone).rejects.toThrow(
      /dropped\.ts drops writeCookie from core\/lib\/Session\.js, which has no such member any more\. See what does its work now/,
    );
  });

  it('when a dropped member is there twice', async () => {
    const twice = buildWith({
      'node_modules/core/lib/Session.js': `${FILES['node_modules/core/lib/Session.js']} export class B { writeCookie() {} }`,
    });
    await expect(twice).rejects.toThrow(/drops writeCookie from .*, which has 2 members of that name\. Remove it/);
  });

  it('when the file of a dropped member is not built in any more', async () => {
    const dropped = [{ file: 'core/lib/Page.js', members: ['writeCookie'], why: '' }];
    await expect(buildWith({}, { dropped })).rejects.toThrow(
      /drops writeCookie from core\/lib\/Page\.js, which is not built in any more\. .* Name the file/,
    );
  });

  it('when code that ships calls a dropped member', async () => {
    const called = buildWith({
      'node_modules/core/lib/client.js': FILES['node_modules/core/lib/client.js']!.replace(
        '.start()',
        '.writeCookie()',
      ),
    });
    await expect(called).rejects.toThrow(
      /core\/lib\/client\.js asks for writeCookie in client, and the build has left that out \(dropped\.ts, core\/lib\/Session\.js\)\. Keep or write the member; or/,
    );
  });

  it.each(['.rebuild()', `['rebuild']()`])('when code that ships calls what the stand-in lacks: %s', async (call) => {
    const called = buildWith({
      'node_modules/core/lib/client.js': FILES['node_modules/core/lib/client.js']!.replace('.enable()', call),
    });
    await expect(called).rejects.toThrow(
      /client\.js asks for rebuild in client, and the build has left that out \(.*Dispatch\.ts/,
    );
  });

  it('when a call that calls.ts knows is gone', async () => {
    const calls = [{ member: 'writeCookie', file: 'core/lib/client.js', within: 'client', why: '' }];
    await expect(buildWith({}, { calls })).rejects.toThrow(
      /calls\.ts says that core\/lib\/client\.js asks for writeCookie in client, and it does not any more\. Remove the entry/,
    );
  });

  it.each(['./lib/Dispatch.js', './index.js'])(
    'when an export that the stand-in lacks is imported from %s',
    async (from) => {
      const imported = buildWith({
        'node_modules/core/lib/limit.js': `import { LIMIT } from '${from.replace('./', '../')}'; export const limit = () => LIMIT;`,
        'src.js': `export { client } from 'core'; export { limit } from 'core/lib/limit.js';`,
      });
      await expect(imported).rejects.toThrow(
        /core\/lib\/limit\.js imports LIMIT of core\/lib\/Dispatch\.js, which .*Dispatch\.ts does not export\. Export it/,
      );
    },
  );

  it('when an export that we import is gone from a package', async () => {
    await expect(buildWith({ 'src.js': `export { client, status } from 'core';` })).rejects.toThrow(
      /src\.js imports status of core\/index\.js, which exports no such name\. See what it is called now/,
    );
  });

  it('when there are no logs any more', async () => {
    await expect(buildWith({}, { logger: 'OldLogger' })).rejects.toThrow(
      /leaves out calls of OldLogger, and there is none any more\. See what logs now/,
    );
  });
});

it('lets a known call of a dropped member pass', async () => {
  const calls = [{ member: 'writeCookie', file: 'core/lib/client.js', within: 'client', why: '' }];
  const client = FILES['node_modules/core/lib/client.js']!.replace('.start()', '.writeCookie()');
  expect(await buildWith({ 'node_modules/core/lib/client.js': client }, { calls })).toContain('writeCookie');
});

it('lets code call a dropped member that is not kept', async () => {
  const client = `${FILES['node_modules/core/lib/client.js']} export const unused = (a) => a.writeCookie();`;
  expect(await buildWith({ 'node_modules/core/lib/client.js': client })).not.toContain('writeCookie');
});
