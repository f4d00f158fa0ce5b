import { describe, expect, it } from 'vitest';
import { cognitoTriggerSamples } from '../cognito/samples.ts';
import { parseCognitoTrigger } from '../cognito/parseCognitoTrigger.ts';
import { toCloudEvent } from '../model/toCloudEvent.ts';
import { carryToKafka } from './carryToKafka.ts';

const event = toCloudEvent(parseCognitoTrigger(cognitoTriggerSamples()[6], new Date('2026-11-26T10:00:00Z')));

function rig() {
  const seen: string[] = [];
  const state = { error: undefined as Error | undefined, now: 1000, took: 0 };
  const carrier = carryToKafka({
    producer: {
      send: (messages, until) => {
        seen.push(`kafka ${messages[0]!.key} until ${until}`);
        state.now += state.took;
        return Promise.resolve([state.error]);
      },
    },
    queue: { carry: (_, until) => Promise.resolve(void seen.push(`queue until ${until}`)) },
    failed: (error) => seen.push((error as Error).message),
    now: () => state.now,
  });
  return { carrier, seen, state };
}

describe('straight to Kafka', () => {
  it('goes past the queue while Kafka works, and leaves half of the time to the queue', async () => {
    const { carrier, seen } = rig();
    await carrier.carry(event, 2500);
    expect(seen).toEqual([`kafka ${event.subject} until 1750`]);
  });

  it('goes through the queue where Kafka fails, and leaves Kafka alone for ten seconds', async () => {
    const { carrier, seen, state } = rig();
    state.error = new Error('dead');
    state.took = 750;
    await carrier.carry(event, 2500);
    await carrier.carry(event, 4000);
    state.now += 10_000;
    state.error = undefined;
    await carrier.carry(event, 14_000);
    expect(seen).toEqual([
      `kafka ${event.subject} until 1750`,
      'dead',
      'queue until 2500',
      'queue until 4000',
      expect.stringMatching(/^kafka /),
    ]);
  });
});
