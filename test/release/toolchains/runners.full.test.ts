/** The packed SDK in the unit tests of an app, and the packed constructs in those of a project that `cdk init` made. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { root } from '../packed.ts';
import { bringTools, freshProject } from './bring.ts';

['browser', 'cdk'].forEach(ensureBuilt);
const tools = bringTools();
const folder = 'folder' in tools ? tools.folder : '';

/** Runs a program of the tools. Both channels together, as a terminal has them. */
function run(project: string, program: string, args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'node_modules', program), ...args], {
    cwd: project,
    encoding: 'utf8',
    timeout: 180_000,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', ...env },
  });
  return { status, output: `${stdout}\n${stderr}` };
}

/** The code block behind a sentence of a README that names it. */
function printed(readme: string, fence: string, after: string): string {
  const page = readFileSync(join(root, 'packages', readme, 'README.md'), 'utf8');
  return new RegExp(`${after}[\\s\\S]*?\`\`\`${fence}\\n([\\s\\S]*?)\`\`\``).exec(page)![1]!;
}

const TEST = `
import { createDualRum } from '@dual-rum/browser';

test('records in a DOM of a test, and sends nothing without consent', async () => {
  let requests = 0;
  globalThis.fetch = async () => { requests++; return { ok: true, status: 200 }; };
  const monitor = (digit) => ({ appMonitorId: '00000000-0000-4000-8000-00000000000' + digit, credentials: { accessKeyId: 'a', secretAccessKey: 's' } });
  const rum = createDualRum({ region: 'us-east-1', applicationVersion: '1.0.0', enabled: false, guest: monitor(1), authenticated: monitor(2) });
  rum.recordPageView('/cart');
  rum.recordEvent('added_to_cart', { productId: 'p-42' });
  rum.setSignedIn(true);
  expect(rum.state).toBe('authenticated');
  rum.dispose();
  expect(requests).toBe(0);
});
`;
const manifest = JSON.stringify({ name: 'app', private: true, type: 'module' });

describe.skipIf('why' in tools && unavailable('the toolchains', tools.why))('the unit tests of an app', () => {
  it('with Vitest and jsdom, need nothing', () => {
    const project = freshProject(folder, 'vitest', {
      'package.json': manifest,
      'vitest.config.js': `export default { test: { environment: 'jsdom', globals: true } };`,
      'rum.test.js': TEST,
    });
    const { status, output } = run(project, 'vitest/vitest.mjs', ['run']);
    expect(status, output).toBe(0);
    expect(output).toMatch(/1 passed/);
  });

  it('with Jest and jsdom, need the configuration of the README', () => {
    const project = freshProject(folder, 'jest', {
      'package.json': JSON.stringify({ name: 'app', private: true }),
      'jest.config.js': printed('browser', 'js', 'Jest'),
      'rum.test.js': TEST,
    });
    const { status, output } = run(project, 'jest/bin/jest.js', []);
    expect(status, output).toBe(0);
    expect(output).toMatch(/1 passed/);
    writeFileSync(join(project, 'jest.config.js'), `module.exports = { testEnvironment: 'jsdom' };`);
    // That it is needed: this is what the section on requirements says.
    expect(run(project, 'jest/bin/jest.js', []).status).not.toBe(0);
  });
});

describe.skipIf('why' in tools && unavailable('the toolchains', tools.why))('a project that cdk init made', () => {
  it('synthesizes, type-checks and, with the jest.config.js of the README, tests', () => {
    const project = join(folder, 'projects', 'shop-stack');
    rmSync(project, { recursive: true, force: true });
    mkdirSync(project, { recursive: true });
    const made = run(project, 'aws-cdk/bin/cdk', ['init', 'app', '--language', 'typescript', '--generate-only']);
    expect(made.status, made.output).toBe(0);
    writeFileSync(
      join(project, 'lib/shop-stack-stack.ts'),
      `import * as cdk from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DualRum } from '@dual-rum/cdk';

export class ShopStackStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    new DualRum(this, 'Rum', {
      name: 'Shop',
      domains: ['shop.example.com'],
      signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
    });
  }
}
`,
    );
    writeFileSync(
      join(project, 'test/shop-stack.test.ts'),
      `import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ShopStackStack } from '../lib/shop-stack-stack';

test('makes two app monitors', () => {
  const stack = new ShopStackStack(new cdk.App(), 'Test');
  Template.fromStack(stack).resourceCountIs('AWS::RUM::AppMonitor', 2);
});
`,
    );
    // cdk init names the folder of its own types.
    symlinkSync(join(folder, 'node_modules'), join(project, 'node_modules'));
    const typed = run(project, 'typescript70/bin/tsc', ['-p', '.']);
    expect(typed, typed.output).toMatchObject({ status: 0 });
    const synthesized = run(project, 'tsx/dist/cli.mjs', ['bin/shop-stack.ts'], {
      CDK_OUTDIR: join(project, 'cdk.out'),
    });
    expect(synthesized.status, synthesized.output).toBe(0);
    expect(readFileSync(join(project, 'cdk.out/ShopStackStack.template.json'), 'utf8')).toContain('Shop_Authenticated');

    // As cdk init has it, Jest cannot load a package of ES modules.
    expect(run(project, 'jest/bin/jest.js', []).status).not.toBe(0);
    writeFileSync(join(project, 'jest.config.js'), printed('cdk', 'js', 'jest.config.js'));
    const { status, output } = run(project, 'jest/bin/jest.js', []);
    expect(status, output).toBe(0);
    expect(output).toMatch(/1 passed/);
  });
});
