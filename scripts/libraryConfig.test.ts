import { join, resolve } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { awsRumWeb, FENCE } from '../packages/browser/aws-rum-web/plugin.ts';
import type { Fence } from '../packages/browser/aws-rum-web/plugin/Seen.ts';
import { libraryConfig } from './libraryConfig.ts';

it(
  'the build finds all that does not fit the aws-rum-web that is installed, in one build',
  { timeout: 120_000 },
  async () => {
    const { replacements, dropped, calls } = structuredClone({ ...FENCE });
    replacements.find(({ original }) => original.endsWith('/Dispatch.js'))!.original =
      '@aws-rum/web-core/dist/es/dispatcher/Dispatch.js';
    replacements.find(({ original }) => original === 'uuid')!.original = 'short-uuid';
    dropped.find(({ file }) => file.endsWith('/SessionManager.js'))!.members.push('initializeGuest');
    const folder = resolve(import.meta.dirname, '../packages/browser');
    const fence: Fence = { ...FENCE, replacements, dropped, calls: calls.slice(1) };
    const config = libraryConfig(folder, join(folder, 'never-written'), awsRumWeb(fence));
    const failed = build({ ...config, logLevel: 'silent', build: { ...config.build, write: false } });
    await expect(failed).rejects.toThrow(/The package has dist\/es\/dispatch\/Dispatch\.js/);
    await expect(failed).rejects.toThrow(/stands in for short-uuid/);
    await expect(failed).rejects.toThrow(/drops initializeGuest from .*SessionManager\.js, which has no such member/);
    await expect(failed).rejects.toThrow(/SessionManager\.js asks for initializeUser in constructor/);
  },
);
