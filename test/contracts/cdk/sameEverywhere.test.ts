import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { DualRum } from '@dual-rum/cdk';
import { createTemplate } from '@dual-rum/cdk/template';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateTemplate } from '../../../packages/console/src/template/evaluateTemplate.ts';
import { readTemplate } from '../../../packages/console/src/template/readTemplate.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { fromCloudFormation, fromTerraform, type Canonical, type TerraformValues } from './canonical.ts';
import { cases } from './cases.ts';
import { applyAll, moduleFolder, terraform, terraformVersion } from './terraform.ts';

const yaml = readTemplate(resolve(import.meta.dirname, '../../../packages/cdk/dual-rum.template.yaml'));

export function canonicalOf(template: object, parameters: Record<string, string> = {}): Canonical {
  const around = { region: 'us-east-1', account: '123456789012', parameters, uuid: randomUUID };
  return fromCloudFormation(evaluateTemplate(readTemplate(template), around));
}

describe.each(cases)('$title', ({ options, parameters }) => {
  const expected = canonicalOf(createTemplate(options));

  it('is the same from the construct as from the printed template', () => {
    const app = new App();
    const stack = new Stack(app, 'Web');
    new DualRum(stack, 'Rum', options);
    expect(canonicalOf(app.synth().getStackByName('Web').template as object)).toEqual(expected);
  });

  it('is the same from dual-rum.template.yaml', () => {
    expect(canonicalOf(yaml, parameters)).toEqual(expected);
  });
});

const installed = terraformVersion();

describe.skipIf(!installed && unavailable('The Terraform module', 'terraform is not on PATH'))(
  'the Terraform module',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dual-rum-terraform-'));
    let applied: TerraformValues[];
    beforeAll(async () => {
      applied = await applyAll(
        folder,
        cases.map(({ variables }) => variables),
      );
    }, 120_000);
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(cases.map((each, i) => ({ ...each, i })))('makes the same of $title', ({ options, i }) => {
      expect(fromTerraform(applied[i]!)).toEqual(canonicalOf(createTemplate(options)));
    });

    it('is formatted, valid, and passes its own tests', () => {
      terraform(['fmt', '-check', '-recursive'], moduleFolder);
      const copy = join(folder, 'module');
      terraform(['init', '-backend=false'], copy);
      expect(terraform(['validate'], copy)).toContain('Success! The configuration is valid.');
      expect(terraform(['test'], copy)).toMatch(/Success! \d+ passed, 0 failed/);
    }, 60_000);
  },
);
