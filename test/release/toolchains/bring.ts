import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npmFolder } from '../../support/npmFolder.ts';
import { pack } from '../packed.ts';

const DEPENDENCIES = {
  vite8: 'npm:vite@8.3.8',
  vite7: 'npm:vite@^7.0.0',
  vite6: 'npm:vite@^6.0.0',
  webpack: '^5.113.0',
  rollup: '^4.68.8',
  '@rollup/plugin-node-resolve': '^16.0.0',
  esbuild: '0.28.2',
  typescript50: 'npm:typescript@5.0.4',
  typescript54: 'npm:typescript@5.4.5',
  typescript59: 'npm:typescript@5.9.3',
  typescript60: 'npm:typescript@6.0.3',
  typescript70: 'npm:typescript@7.0.2',
  jest: '30.5.2',
  'jest-environment-jsdom': '30.5.2',
  '@swc/core': '^1.15.0',
  '@swc/jest': '^0.2.39',
  tsx: '^4.23.0',
  typescript: '5.9.3',
  vitest: '4.1.12',
  jsdom: '^26.1.0',
  'aws-cdk': '2.1148.1',
  'aws-cdk-lib': '2.276.0',
  constructs: '^10.8.1',
  '@types/jest': '^30.0.0',
  '@types/node': '20.19.43',
  '@types/react': '19.3.0',
  react: '19.3.1',
  vue: '3.5.45',
  'vue-router': '5.5.1',
  yaml: '^2.9.0',
} as const;

/** A folder with every tool, and with the packages of ours as packed. Or why it cannot be had, in words. */
export function bringTools(): { folder: string } | { why: string } {
  const ours = ['browser', 'cdk'].map(pack);
  const needed = Object.assign({}, ...ours.map(({ manifest }) => manifest.dependencies)) as Record<string, string>;
  const brought = npmFolder('toolchains', { ...needed, ...DEPENDENCIES });
  if ('why' in brought) return brought;
  for (const packed of ours) {
    const target = join(brought.folder, 'node_modules', packed.name);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    cpSync(packed.folder, target, { recursive: true });
  }
  return brought;
}

/** A new project beside the tools. It is there after the test, for whoever looks why it failed. */
export function freshProject(folder: string, name: string, files: Record<string, string>): string {
  const project = join(folder, 'projects', name);
  rmSync(project, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }
  return project;
}
