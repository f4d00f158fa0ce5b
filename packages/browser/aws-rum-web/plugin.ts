import type { Plugin } from 'vite';
import { CALLS } from './calls.ts';
import { DROPPED, LOGGER } from './dropped.ts';
import { drop } from './plugin/drop.ts';
import { findGraphProblems, findMissingExports, findShippedProblems } from './plugin/findProblems.ts';
import { replace } from './plugin/replace.ts';
import { nothingSeen, type Fence } from './plugin/Seen.ts';
import { REPLACEMENTS } from './replacements.ts';

export const FENCE: Fence = { replacements: REPLACEMENTS, dropped: DROPPED, calls: CALLS, logger: LOGGER };

/**
 * Builds aws-rum-web in: replaces modules, drops members, and fails the build when what is replaced or dropped is not what
 * it was. In unit tests, which see only a part of it at a time, it replaces and drops without that check.
 */
export function awsRumWeb(fence: Fence = FENCE): Plugin[] {
  const seen = nothingSeen();
  let root = process.cwd();
  let problems: string[] = [];
  return [
    replace(fence, seen),
    drop(fence, seen),
    {
      name: 'aws-rum-web:check',
      apply: 'build',
      configResolved: (config) => void (root = config.root),
      buildStart: () => void Object.assign(seen, nothingSeen()),
      buildEnd(error) {
        if (error) return;
        const modules = new Map<string, string>();
        for (const id of this.getModuleIds()) modules.set(id, this.getModuleInfo(id)?.code ?? '');
        problems = findGraphProblems(fence, seen, modules, root);
        // The bundler stops at these by itself, without saying why.
        const missing = findMissingExports(seen, modules);
        if (missing.length > 0) this.error(report([...problems, ...missing]));
      },
      generateBundle(_options, bundle) {
        const shipped = new Map<string, string>();
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue;
          for (const [id, { code }] of Object.entries(chunk.modules)) if (code) shipped.set(id, code);
        }
        const all = [...problems, ...findShippedProblems(fence, seen, shipped)];
        if (all.length > 0) this.error(report(all));
      },
    },
  ];
}

function report(problems: string[]): string {
  return [
    'What packages/browser/aws-rum-web replaces and drops does not fit what is installed:',
    ...problems.map((problem) => `- ${problem}`),
  ].join('\n');
}
