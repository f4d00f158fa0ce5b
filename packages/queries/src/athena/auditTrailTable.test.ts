import { describe, expect, it } from 'vitest';
import { auditTrailTable } from './auditTrailTable.ts';

const options = {
  bucket: 'my-trail',
  prefix: 'rum/',
  account: '123456789012',
  region: 'eu-west-1',
  since: '2026-01-01',
};

describe('the table of the audit trail', () => {
  it('projects a partition for each day onto the folders of CloudTrail', () => {
    const [table] = auditTrailTable(options);
    expect(table).toContain(`LOCATION 's3://my-trail/rum/AWSLogs/123456789012/CloudTrail/eu-west-1/'`);
    expect(table).toContain(
      `'storage.location.template' = 's3://my-trail/rum/AWSLogs/123456789012/CloudTrail/eu-west-1/\${day}'`,
    );
    expect(table).toContain(`'projection.day.range' = '2026/01/01,NOW'`);
    expect(table).toContain('records array<struct<eventid:string,');
  });

  it('has the view of the name of the table', () => {
    const [table, view] = auditTrailTable({ ...options, table: 'writes' });
    expect(table).toMatch(/^CREATE EXTERNAL TABLE writes /);
    expect(view).toContain('FROM writes CROSS JOIN');
  });

  it.each([
    ['bucket', 's3://my-trail'],
    ['prefix', 'rum'],
    ['account', '1234'],
    ['region', 'Ireland'],
    ['since', '2026'],
    ['table', 'a b'],
  ])('says what is wrong with %s', (option, value) => {
    expect(() => auditTrailTable({ ...options, [option]: value })).toThrow(`"${option}" is "${value}"; it must be`);
  });
});
