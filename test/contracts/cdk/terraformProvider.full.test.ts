import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { moduleFolder, terraformVersion } from './terraform.ts';

/** A filesystem mirror with the aws provider: https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror */
const MIRRORS = [process.env.TERRAFORM_MIRROR ?? '', '/opt/tf-plugins', '/usr/share/terraform/plugins'];
const mirror = MIRRORS.find((folder) => existsSync(join(folder, 'registry.terraform.io/hashicorp/aws')));
const missing =
  terraformVersion() === undefined
    ? 'terraform is not on PATH'
    : mirror === undefined
      ? 'there is no mirror with it; TERRAFORM_MIRROR names one'
      : undefined;

/**
 * The module for version 5 of the provider, which calls a region's name otherwise, and without awscc, whose schemas a mirror need not have: its two
 * resources are made to be nothing.
 */
function writeModule(folder: string): void {
  cpSync(moduleFolder, folder, { recursive: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.tf'))) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8')
      .replace('data.aws_region.current.region', 'data.aws_region.current.name')
      .replace(
        /resource "awscc_rum_app_monitor" "(\w+)" \{\n( {2}count = .*\n)[\s\S]*?\n\}/g,
        'resource "terraform_data" "awscc_$1" {\n$2}',
      )
      .replace(/awscc_rum_app_monitor\.(\w+)\[\*\]\.app_monitor_id/g, 'terraform_data.awscc_$1[*].id')
      .replace('version = ">= 6.0"', 'version = ">= 5.0"')
      .replace(/ {4}#[^\n]*\n(?: {4}#[^\n]*\n)* {4}awscc = \{[\s\S]*?\n {4}\}\n/, '');
    writeFileSync(path, text);
  }
  rmSync(join(folder, 'tests'), { recursive: true });
}

describe.skipIf(missing !== undefined && unavailable('The schemas of the aws provider', missing))(
  'the schemas of the aws provider',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-provider-'));
    const module = join(folder, 'module');
    const run = (...args: string[]): string =>
      execFileSync('terraform', [...args, '-no-color'], {
        cwd: module,
        encoding: 'utf8',
        env: { ...process.env, TF_CLI_CONFIG_FILE: join(folder, 'cli.tfrc') },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    beforeAll(() => {
      writeFileSync(
        join(folder, 'cli.tfrc'),
        `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
      );
      writeModule(module);
      run('init', '-backend=false');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('take every resource of the module', () => {
      expect(run('validate')).toContain('Success! The configuration is valid.');
    });

    it('refuse an argument that there is not', () => {
      const path = join(module, 'trail.tf');
      const sound = readFileSync(path, 'utf8');
      const broken = sound.replace('include_global_service_events = false', 'include_global_events = false');
      expect(broken).not.toBe(sound);
      writeFileSync(path, broken);
      expect(() => run('validate')).toThrow('include_global_events');
    });
  },
);
