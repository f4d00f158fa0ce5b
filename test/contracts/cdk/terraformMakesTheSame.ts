import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTemplate } from '@dual-rum/cdk/template';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { fromTerraform, type TerraformValues } from './canonical.ts';
import { canonicalOf } from './canonicalOf.ts';
import type { Case } from './cases.ts';
import { applyAll, terraformVersion } from './terraform.ts';

const installed = terraformVersion();

/** Describes the Terraform module on these ways to deploy, by Terraform itself; `more` registers what else it is asked. */
export function terraformMakesTheSame(title: string, cases: Case[], more?: (module: () => string) => void): void {
  describe.skipIf(!installed && unavailable('The Terraform module', 'terraform is not on PATH'))(
    `the Terraform module, ${title}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'dual-rum-terraform-'));
      let applied: TerraformValues[];
      beforeAll(async () => {
        applied = await applyAll(
          folder,
          cases.map(({ variables }) => variables),
        );
      });
      afterAll(() => rmSync(folder, { recursive: true }));

      it.each(cases.map((each, i) => ({ ...each, i })))('makes the same of $title', ({ options, i }) => {
        expect(fromTerraform(applied[i]!)).toEqual(canonicalOf(createTemplate(options)));
      });
      more?.(() => join(folder, 'module'));
    },
  );
}
