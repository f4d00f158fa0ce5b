import { createTemplate, type DualRumOptions } from '@dual-rum/cdk/template';
import { auditTrailTable } from '@dual-rum/queries';
import { describe, expect, it } from 'vitest';
import { deploymentOf } from '../deployment.ts';
import { checks, problemsOf, type CheckName } from './checks.ts';
import { mutants } from './mutants.ts';

const options: DualRumOptions = {
  name: 'Shop',
  domains: ['shop.example.com'],
  signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
  auditTrail: {},
};

describe('the option auditTrail', () => {
  const deployment = deploymentOf(createTemplate(options));
  it.each(Object.keys(checks) as CheckName[])('%s', async (name) => {
    expect(await checks[name](deployment)).toEqual([]);
  });
});

describe('an audit trail that deploys and is wrong is found:', () => {
  it.each(mutants)('$title', async ({ mutate, caughtBy }) => {
    const template = structuredClone(createTemplate(options));
    const before = JSON.stringify(template);
    mutate(template.Resources);
    expect(JSON.stringify(template)).not.toBe(before);
    expect(Object.keys(await problemsOf(deploymentOf(template), [caughtBy]))).toEqual([caughtBy]);
  });

  it('in more than twenty ways, each check by at least one', () => {
    expect(mutants.length).toBeGreaterThan(20);
    expect(new Set(mutants.map(({ caughtBy }) => caughtBy))).toEqual(new Set(Object.keys(checks)));
  });
});

it('the table has the columns that the statement of @dual-rum/queries has', () => {
  const [statement] = auditTrailTable({
    bucket: 'trail',
    account: '123456789012',
    region: 'us-east-1',
    since: '2026-01-01',
  });
  const { TableInput } = createTemplate(options).Resources['TrailTable']!.Properties as unknown as {
    TableInput: { Name: string; StorageDescriptor: { Columns: { Name: string; Type: string }[]; InputFormat: string } };
  };
  const { Columns, InputFormat } = TableInput.StorageDescriptor;
  expect(statement).toContain(`TABLE ${TableInput.Name} (\n  ${Columns[0]!.Name} ${Columns[0]!.Type}\n)`);
  expect(statement).toContain(InputFormat);
});
