import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { install } from './installed.ts';
import { pack, published, root, type Packed } from './packed.ts';
import { runNode } from './runNode.ts';
import { testFolder } from './temporary.ts';

const CONSUMER = `
import { createDualRum, type DualRum } from '@dual-rum/browser';
import { createRumPlugin as createNuxtPlugin } from '@dual-rum/browser/nuxt';
import { paramPattern, recordPageViews, rumRootOptions, usePageView } from '@dual-rum/browser/react';
import { createRumPlugin, useRum } from '@dual-rum/browser/vue';

export const rum: DualRum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.0.0',
  guest: { appMonitorId: 'a', identityPoolId: 'us-east-1:b' },
  authenticated: { appMonitorId: 'c', credentials: { accessKeyId: 'a', secretAccessKey: 's' } },
  config: { telemetries: ['errors', 'performance', 'http'], sessionSampleRate: 1, allowCookies: true },
});
// @ts-expect-error a guest monitor is required
createDualRum({ region: 'us-east-1', applicationVersion: '1.0.0', authenticated: { appMonitorId: 'c' } });
// @ts-expect-error not a boolean
rum.setSignedIn('yes');
// @ts-expect-error page attributes have a pageId: aws-rum-web's type, resolved
rum.recordPageView({});
// @ts-expect-error a rate is a number: aws-rum-web's type, resolved
createDualRum({ region: '', applicationVersion: '', guest: { appMonitorId: 'a' }, authenticated: { appMonitorId: 'b' }, config: { sessionSampleRate: 'all' } });
// @ts-expect-error credentials have a secret: the AWS SDK's type, resolved
createDualRum({ region: '', applicationVersion: '', guest: { appMonitorId: 'a', credentials: { accessKeyId: 'a' } }, authenticated: { appMonitorId: 'b' } });
// @ts-expect-error the plugin needs a router
createRumPlugin(useRum(), {});
// @ts-expect-error a plugin of Nuxt gets the app
createNuxtPlugin(rum)();
// @ts-expect-error a data router has a state
recordPageViews(rum, { subscribe: () => () => {} });
// @ts-expect-error a page has a path
usePageView(rum, { pageId: paramPattern('/product/42', { id: '42' }) });
rumRootOptions(rum, { identifierPrefix: 'shop', onUncaughtError: (error: unknown, info: { componentStack?: string }) => {} }).identifierPrefix.length;
// @ts-expect-error it is not among the options that were given
rumRootOptions(rum, {}).identifierPrefix;
`;

const host: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => '/',
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
};

describe('@dual-rum/browser with TypeScript', () => {
  let packed: Packed;
  beforeAll(() => {
    packed = pack('browser');
  });

  it.each([
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ])('has types under moduleResolution %s', (moduleResolution, module) => {
    const project = install(packed, testFolder(), ['@types/react']);
    const main = join(project, 'main.ts');
    writeFileSync(main, CONSUMER);
    const { options, errors } = ts.convertCompilerOptionsFromJson(
      {
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        types: [],
        strict: true,
        noEmit: true,
        module,
        moduleResolution,
      },
      project,
    );
    expect(errors).toEqual([]);
    const program = ts.createProgram([main], options);
    // The declarations of this package too, where an import that does not resolve becomes `any` without a word.
    const ours = program
      .getSourceFiles()
      .filter(({ fileName }) => fileName === main || fileName.includes('/@dual-rum/'));
    expect(ours.length).toBeGreaterThan(2);
    const problems = [
      ...program.getOptionsDiagnostics(),
      ...ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    ];
    expect(ts.formatDiagnostics(problems, host).replaceAll(`${project.slice(1)}/`, '')).toBe('');
  });
});

describe.each(published())('packages/%s, packed', (name) => {
  it('has types that resolve wherever ES modules do', () => {
    const temporary = testFolder();
    const packed = pack(name);
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const { status, output, errors } = runNode(
      [attw, packed.tarball, '--profile', 'esm-only', '--no-emoji'],
      temporary,
    );
    expect(status, `${output}\n${errors}`).toBe(0);
  });
});
