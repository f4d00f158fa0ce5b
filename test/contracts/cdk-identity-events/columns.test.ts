import { createAuth0EventsToS3Template } from '@dual-rum/cdk/identity-events/template';
import { auth0Samples, createAuth0EventsHandler, type ObjectStore } from '@dual-rum/identity-events';
import { expect, it } from 'vitest';
import { code, eventBusName } from './cases.ts';

interface Column {
  Name: string;
  Type: string;
}

it('the table of Athena has the columns of the files that the function writes', async () => {
  const files = new Map<string, Uint8Array>();
  const store: ObjectStore = {
    put(key, body) {
      files.set(key, body);
      return Promise.resolve();
    },
  };
  const report = { failed: () => undefined, done: () => undefined };
  const [sample] = auth0Samples(new Date('2026-11-26T12:00:00Z'));
  const Records = [{ messageId: 'm', body: JSON.stringify(sample) }];
  await createAuth0EventsHandler({ store, formats: ['csv'], report })({ Records: Records as never });
  const [csv] = [...files.values()];
  const header = new TextDecoder().decode(csv).split('\r\n')[0]!.split(',');

  const { Resources } = createAuth0EventsToS3Template({ code, eventBusName });
  const tables = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Glue::Table');
  const columns = tables.map(
    ({ Properties }) =>
      (Properties['TableInput'] as unknown as { StorageDescriptor: { Columns: Column[] } }).StorageDescriptor.Columns,
  );
  // The table, and the view of it.
  expect(columns.map((each) => each.map(({ Name }) => Name).filter((name) => name !== 'day'))).toEqual([
    header,
    header,
  ]);
  for (const { Name, Type } of columns[0]!) expect(Type).toBe(Name === 'occurred_at' ? 'timestamp' : 'string');
});
