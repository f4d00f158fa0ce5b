import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cognitoTriggerSamples } from '../cognito/samples.ts';
import type { IdentityCloudEvent } from '../model/toCloudEvent.ts';
import type { Carrier } from './Carrier.ts';
import { createTriggerHandler, type Handed } from './createTriggerHandler.ts';

function handlerWith(carry: Carrier['carry'], deadline = 50) {
  const said: Handed['kind'][] = [];
  const handler = createTriggerHandler({
    carrier: { carry },
    deadline,
    report: { handed: ({ kind }) => said.push(kind) },
  });
  return { handler, said };
}

describe('a trigger', () => {
  it('is answered with the very event that it was called with, unchanged, for every trigger and version', async () => {
    const carried: IdentityCloudEvent[] = [];
    const { handler, said } = handlerWith((event) => Promise.resolve(void carried.push(event)));
    for (const sample of cognitoTriggerSamples()) {
      const before = structuredClone(sample);
      const answer = await handler(sample);
      expect(answer).toBe(sample);
      expect(answer).toEqual(before);
    }
    expect(carried.map(({ data }) => data.code)).toEqual(cognitoTriggerSamples().map((one) => one.triggerSource));
    expect(new Set(said)).toEqual(new Set(['delivered']));
  });

  it('is answered at the deadline where the carrier hangs, which is reported again when it ends', async () => {
    let end = (): void => undefined;
    const { handler, said } = handlerWith(() => new Promise<void>((done) => (end = done)));
    await handler(cognitoTriggerSamples()[0]);
    expect(said).toEqual(['late']);
    end();
    await sleep(0);
    expect(said).toEqual(['late', 'delivered']);
  });

  it.each<[string, Carrier['carry']]>([
    ['rejects', () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
  ])('is answered where the carrier %s, and the event is reported as lost', async (_, carry) => {
    const { handler, said } = handlerWith(carry);
    const [sample] = cognitoTriggerSamples();
    expect(await handler(sample)).toBe(sample);
    expect(said).toEqual(['failed']);
  });

  it('is answered whatever it is called with, and where the report fails', async () => {
    const handler = createTriggerHandler({
      carrier: { carry: () => Promise.resolve() },
      deadline: 1000,
      report: {
        handed() {
          throw new Error('no log');
        },
      },
    });
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (anything) => {
        expect(await handler(anything)).toBe(anything);
      }),
    );
  });

  it('gives Cognito’s three tries one id', async () => {
    const ids = new Set<string>();
    const { handler } = handlerWith((event) => Promise.resolve(void ids.add(event.id)));
    const sample = cognitoTriggerSamples().find((one) => one.triggerSource === 'PostConfirmation_ConfirmSignUp');
    for (let i = 0; i < 3; i++) await handler(structuredClone(sample));
    expect(ids.size).toBe(1);
  });
});
