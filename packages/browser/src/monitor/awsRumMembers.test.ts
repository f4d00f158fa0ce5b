import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import { AwsRum } from 'aws-rum-web';
import { describe, expect, it } from 'vitest';
import type { RumClientClass } from '../api/types.ts';
import { AWS_RUM_MEMBERS } from './awsRumMembers.ts';

interface Members {
  [name: string]: string | Members;
}

const clients = { 'the slim client': Orchestration, 'aws-rum-web': AwsRum } as unknown as Record<
  string,
  RumClientClass
>;

/** `eventCache.events` → `array`, and so on. */
const paths = (members: Members, above = ''): [path: string, kind: string][] =>
  Object.entries(members).flatMap(([name, kind]): [string, string][] =>
    typeof kind === 'string' ? [[above + name, kind]] : [[above + name, 'object'], ...paths(kind, `${above}${name}.`)],
  );

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value instanceof Date ? 'date' : value === null ? 'null' : typeof value;

describe.each(Object.entries(clients))('%s', (_name, Client) => {
  const client = new Client('00000000-1111-4222-8333-444444444444', '1', 'us-east-1', {
    userId: '99999999-1111-4222-8333-444444444444',
    userIdRetentionDays: 0,
    telemetries: [],
    disableAutoPageView: true,
    dispatchInterval: 0,
    signing: false,
    clientBuilder: () => ({}) as never,
  });
  client.recordPageView('/a');
  client.startSession();

  it.each(paths(AWS_RUM_MEMBERS as unknown as Members))('still has the private member %s (%s)', (path, kind) => {
    const value = path
      .split('.')
      .reduce<unknown>((object, name) => (object as Record<string, unknown> | undefined)?.[name], client);
    expect(kindOf(value), `${path} of AwsRum changed: see awsRumInternals.ts, which reaches it`).toBe(kind);
  });
});
