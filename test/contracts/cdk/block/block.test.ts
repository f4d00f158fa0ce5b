import { createTemplate } from '@dual-rum/cdk/template';
import { describe, expect, it } from 'vitest';
import { deploymentOf } from '../deployment.ts';
import { checks, problemsOf, type CheckName } from './checks.ts';
import { mutants } from './mutants.ts';
import { options } from './people.ts';

describe('the option blocked', () => {
  const deployment = deploymentOf(createTemplate(options));
  it.each(Object.keys(checks) as CheckName[])('%s', async (name) => {
    expect(await checks[name](deployment)).toEqual([]);
  });
});

describe('a block that deploys and is wrong is found:', () => {
  it.each(mutants)('$title', async ({ mutate, caughtBy }) => {
    const template = structuredClone(createTemplate(options));
    const [, policy] = template.Resources['AuthenticatedRole']!.Properties['Policies'] as unknown as {
      PolicyDocument: { Statement: [object, object] };
    }[];
    const before = JSON.stringify(template);
    mutate(...policy!.PolicyDocument.Statement, template.Resources);
    expect(JSON.stringify(template)).not.toBe(before);
    expect(Object.keys(await problemsOf(deploymentOf(template), [caughtBy]))).toEqual([caughtBy]);
  });

  it('in more than twenty ways, each check by at least one', () => {
    expect(mutants.length).toBeGreaterThan(20);
    expect(new Set(mutants.map(({ caughtBy }) => caughtBy))).toEqual(new Set(Object.keys(checks)));
  });
});
