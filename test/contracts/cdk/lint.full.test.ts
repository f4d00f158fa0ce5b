import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTemplate } from '@dual-rum/cdk/template';
import { afterAll, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { cases } from './cases.ts';
import { linters, missingPackages, python } from '../../support/python.ts';

const yaml = resolve(import.meta.dirname, '../../../packages/cdk/dual-rum.template.yaml');
const folder = mkdtempSync(join(tmpdir(), 'dual-rum-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = [
  ...cases.map(({ options }) => createTemplate(options)),
  createTemplate({ ...cases[0]!.options, dashboard: true, guestVolumeAlarm: { eventsPerHour: 10_000 } }),
].map((template, i) => {
  const file = join(folder, `case-${i}.json`);
  writeFileSync(file, JSON.stringify(template, null, 2));
  return file;
});

const LINT = ['-c', 'from cfnlint.runner import main; main()'];

const TRANSFORM = `
import json, sys
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse
class NoManagedPolicies:
    def load(self):
        return {}
print(json.dumps(sorted(transform(yaml_parse(sys.stdin.read()), {}, NoManagedPolicies())['Resources'])))
`;

const missing = missingPackages(linters);

describe.skipIf(missing !== undefined && unavailable('cfn-lint and the SAM transform', missing))(
  'AWS’s own tools',
  () => {
    it('find nothing wrong with any template', () => {
      const { status, stdout, stderr } = python([...LINT, '--', ...files, yaml], linters);
      expect(`${stdout}${stderr}`).toBe('');
      expect(status).toBe(0);
    });

    it('find what is wrong', () => {
      const template = createTemplate(cases[0]!.options);
      delete (template.Resources['IdentityPool']!.Properties as Partial<Record<string, unknown>>)[
        'AllowUnauthenticatedIdentities'
      ];
      const file = join(folder, 'broken.json');
      writeFileSync(file, JSON.stringify(template));
      const { status, stdout } = python([...LINT, '--', file], linters);
      expect(status).not.toBe(0);
      expect(stdout).toContain('AllowUnauthenticatedIdentities');
    });

    it('transform the YAML as a SAM template, losing nothing', () => {
      const text = readFileSync(yaml, 'utf8');
      const { stdout, stderr } = python(['-c', TRANSFORM], linters, text);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual(
        [...text.matchAll(/^ {2}(\w+):\n {4}Type: AWS::/gm)].map(([, id]) => id).sort(),
      );
    });
  },
);
