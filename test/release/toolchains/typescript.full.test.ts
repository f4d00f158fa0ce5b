/** The packed SDK's types, with skipLibCheck off, by the compilers that apps have. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { runNode } from '../runNode.ts';
import { bringTools, freshProject } from './bring.ts';

['browser', 'cdk'].forEach(ensureBuilt);
const tools = bringTools();

const MAIN = `
import { createDualRum, type DualRum, type DualRumOptions, type RumEvent } from '@dual-rum/browser';
import { auth0Source } from '@dual-rum/browser/auth0';
import { amplifySource } from '@dual-rum/browser/cognito';
import { oidcSource } from '@dual-rum/browser/oidc';
import { recordPageViews } from '@dual-rum/browser/angular';
import { usePageView } from '@dual-rum/browser/react';
import { watchConsole } from '@dual-rum/browser/testing';
import { createRumPlugin, useRum } from '@dual-rum/browser/vue';

export const parts = { auth0Source, amplifySource, oidcSource, recordPageViews, usePageView, watchConsole, createRumPlugin, useRum };
export const options: DualRumOptions = {
  region: 'us-east-1',
  applicationVersion: '1.0.0',
  guest: { appMonitorId: 'a', identityPoolId: 'us-east-1:b' },
  authenticated: { appMonitorId: 'c', credentials: { accessKeyId: 'a', secretAccessKey: 's' } },
  config: { telemetries: ['errors', 'performance', 'http'], sessionSampleRate: 1, allowCookies: true },
  beforeSend: (event: RumEvent) => (event.metadata['pageId'] === '/secret' ? null : event),
};
export const rum: DualRum = createDualRum(options);
// @ts-expect-error not a boolean: a type that does not resolve would be any
rum.setSignedIn('yes');
// @ts-expect-error a guest monitor is required
createDualRum({ region: 'us-east-1', applicationVersion: '1.0.0', authenticated: { appMonitorId: 'c' } });
// @ts-expect-error the client is missing
oidcSource();
`;

/**
 * Other packages' declarations have errors of their own: those of aws-rum-web, which an app has with plain aws-rum-web, too, and of Vue before TypeScript 5.4.
 */
const OF_OTHERS = /^[./]*node_modules\/(?!@dual-rum\/)/;

/** By the name of the package: what the compiler calls the ways to resolve that it knows. */
const COMPILERS: [string, string, string[]][] = [
  ['5.0', 'typescript50', ['bundler', 'node16', 'node']],
  ['5.4', 'typescript54', ['bundler', 'node16', 'node']],
  ['5.9', 'typescript59', ['bundler', 'node16', 'node']],
  ['6.0', 'typescript60', ['bundler', 'node16', 'node']],
  // Without the old "node", which it has no more.
  ['7.0', 'typescript70', ['bundler', 'node16']],
];
const cases = COMPILERS.flatMap(([version, name, ways]) => ways.map((way) => [version, way, name] as const));

describe.skipIf('why' in tools && unavailable('the toolchains', tools.why))('TypeScript', () => {
  let folder: string;
  beforeAll(() => {
    if ('folder' in tools) folder = tools.folder;
  });

  it.each(cases)('%s, moduleResolution %s, resolves and checks all types', (version, way, name) => {
    const module = way === 'node16' ? 'node16' : 'esnext';
    const project = freshProject(folder, `${name}-${way}`, {
      'package.json': JSON.stringify({ name: 'app', private: true, type: 'module' }),
      'main.ts': MAIN,
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          lib: ['es2022', 'dom', 'dom.iterable'],
          types: ['node'],
          strict: true,
          noEmit: true,
          skipLibCheck: false,
          module,
          moduleResolution: way === 'node' ? 'node10' : way,
          // 6.0 warns that it is the last that has it.
          ...(way === 'node' && version === '6.0' && { ignoreDeprecations: '6.0' }),
        },
        include: ['main.ts'],
      }),
    });
    const { output, errors } = runNode(
      [`../../node_modules/${name}/bin/tsc`, '-p', '.', '--pretty', 'false'],
      project,
      180_000,
    );
    const wrong = output.split('\n').filter((line) => line.includes('error TS'));
    expect(wrong.filter((line) => !OF_OTHERS.test(line))).toEqual([]);
    expect(errors).toBe('');
  });
});
