import { describe, expect, it } from 'vitest';
import { findImportProblems } from './findImportProblems.ts';
import { importsOf } from './readModules.ts';

const problemsOf = (modules: Record<string, string[]>) => findImportProblems(new Map(Object.entries(modules)));
const browser = 'packages/browser/src';

describe('importsOf', () => {
  it('reads every kind of import, types included', () => {
    const code = `
      import a from './a.ts';
      import type { B } from '../b.ts';
      export { c } from './c.ts';
      export * from 'vue';
      const d = () => import('./d.ts');`;
    expect(importsOf('packages/x/src/y.ts', code)).toEqual([
      'packages/x/src/a.ts',
      'packages/x/b.ts',
      'packages/x/src/c.ts',
      'vue',
      'packages/x/src/d.ts',
    ]);
  });

  it('reads the script of a Vue file', () => {
    const code = `<script setup lang="ts">import { rum } from './rum.ts';</script><template><p /></template>`;
    expect(importsOf('examples/store/App.vue', code)).toEqual(['examples/store/rum.ts']);
  });
});

describe('findImportProblems', () => {
  it('accepts imports downwards', () => {
    const fine = {
      [`${browser}/index.ts`]: [`${browser}/core/createDualRum.ts`],
      [`${browser}/core/createDualRum.ts`]: [`${browser}/api/types.ts`, '@aws-rum/web-core'],
      'test/e2e/a.test.ts': ['test/support/browser.ts', '@dual-rum/console'],
      'scripts/build.ts': ['packages/browser/aws-rum-web/plugin.ts'],
    };
    expect(problemsOf(fine)).toEqual([]);
  });

  it('finds a cycle, of types too', () => {
    const cycle = { 'test/a.ts': ['test/b.ts'], 'test/b.ts': ['test/c.ts'], 'test/c.ts': ['test/a.ts'] };
    expect(problemsOf(cycle)).toEqual([
      'test/a.ts → test/b.ts → test/c.ts → test/a.ts is a cycle. Move what both need to a file of its own.',
    ]);
  });

  it.each([
    ['api/types.ts', 'core/createDualRum.ts', 'api is below core'],
    ['monitor/createAppMonitor.ts', 'routing/createTimeline.ts', 'monitor is below routing'],
    ['core/createDualRum.ts', 'index.ts', 'core is below the entries'],
  ])('finds the upward import of %s', (from, to, what) => {
    const found = problemsOf({ [`${browser}/${from}`]: [`${browser}/${to}`] });
    expect(found).toEqual([expect.stringContaining(what)]);
  });

  it('finds a folder that is in no list', () => {
    const found = problemsOf({ [`${browser}/shed/a.ts`]: [`${browser}/api/types.ts`] });
    expect(found).toEqual([`${browser}/shed/a.ts is in no known room: add shed to ROOMS.`]);
  });

  it('finds folders of the CDK package that import each other', () => {
    const cdk = 'packages/cdk/src';
    const found = problemsOf({
      [`${cdk}/model/a.ts`]: [`${cdk}/options/b.ts`],
      [`${cdk}/options/c.ts`]: [`${cdk}/model/d.ts`],
    });
    expect(found).toEqual([expect.stringContaining('The folders model → options → model')]);
  });

  it.each([
    ['packages/browser/src/index.ts', 'test/support/browser.ts', 'a package imports nothing beside it'],
    ['packages/cdk/src/index.ts', 'packages/console/src/index.ts', 'a package imports nothing beside it'],
    ['test/e2e/a.test.ts', 'packages/console/src/index.ts', 'by their public names'],
    ['examples/store/rum.ts', 'packages/browser/src/index.ts', 'by their public names'],
    ['examples/store/rum.ts', 'test/support/browser.ts', 'examples imports no test'],
  ])('finds that %s imports %s', (from, to, what) => {
    expect(problemsOf({ [from]: [to] })).toEqual([expect.stringContaining(what)]);
  });
});
