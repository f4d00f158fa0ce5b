import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { MessageError } from '../model/MessageError.ts';
import { createQueueHandler, type Counts, type Message, type Outcome, type Report } from './createQueueHandler.ts';
import { createReport } from './createReport.ts';
import { describeFailure } from './describeFailure.ts';

const eventOf = (...bodies: string[]): SQSEvent =>
  ({
    Records: bodies.map((body, i) => ({ messageId: `m${i}`, body, attributes: { ApproximateReceiveCount: '3' } })),
  }) as SQSEvent;

function reported() {
  const failures: Parameters<Report['failed']>[0][] = [];
  const done: Counts[] = [];
  return { failures, done, report: { failed: (one) => failures.push(one), done: (one) => done.push(one) } as Report };
}

const delivered = (messages: Message<unknown>[]) =>
  Promise.resolve(new Map<string, Outcome>(messages.map(({ id }) => [id, 'delivered'])));

describe('a queue handler', () => {
  it('fails a message that cannot be read alone', async () => {
    const { failures, done, report } = reported();
    const deliver = vi.fn(delivered);
    const read = (json: unknown) => {
      if (json === 2) throw new MessageError('Two is no event.');
      return json;
    };
    const response = await createQueueHandler({ read, deliver, report })(eventOf('1', '2', 'not JSON', '4'));
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] });
    expect(deliver.mock.calls).toEqual([
      [
        [
          { id: 'm0', value: 1 },
          { id: 'm3', value: 4 },
        ],
      ],
    ]);
    expect(done).toEqual([{ delivered: 2, ignored: 0, failed: 2 }]);
    expect(failures).toEqual([
      { messageId: 'm1', receiveCount: '3', to: 'queue', error: 'MessageError', message: 'Two is no event.' },
      {
        messageId: 'm2',
        receiveCount: '3',
        to: 'queue',
        error: 'MessageError',
        message: 'The message is not JSON: 8 characters that do not parse.',
      },
    ]);
  });

  it('fails those that could not be delivered', async () => {
    const { done, report } = reported();
    const outcomes = new Map<string, Outcome>([
      ['m0', 'delivered'],
      ['m1', new Error('S3 is down')],
      ['m2', 'ignored'],
    ]);
    const handler = createQueueHandler({ read: (json) => json, deliver: () => Promise.resolve(outcomes), report });
    expect(await handler(eventOf('0', '1', '2', '3'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }],
    });
    expect(done).toEqual([{ delivered: 1, ignored: 1, failed: 2 }]);
  });

  it('sends on what can never be delivered, so that it does not come again, and nothing else', async () => {
    const { failures, done, report } = reported();
    const outcomes = new Map<string, Outcome>([
      ['m0', 'delivered'],
      ['m1', new MessageError('too large')],
      ['m3', new Error('Kafka is down')],
    ]);
    const sentOn: string[] = [];
    const handler = createQueueHandler({
      read: (json) => json,
      deliver: () => Promise.resolve(outcomes),
      sendOn: (record) => Promise.resolve(void sentOn.push(record.messageId)),
      report,
    });
    expect(await handler(eventOf('0', '1', 'not JSON', '3'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm3' }],
    });
    expect(sentOn).toEqual(['m1', 'm2']);
    expect(Object.fromEntries(failures.map(({ messageId, to }) => [messageId, to]))).toEqual({
      m1: 'dead-letter queue',
      m2: 'dead-letter queue',
      m3: 'queue',
    });
    expect(done).toEqual([{ delivered: 1, ignored: 0, failed: 3 }]);
  });

  it('sends back to the queue what it cannot send on, and says why', async () => {
    const { failures, report } = reported();
    const refused = Object.assign(new Error('connect 127.0.0.1:9324'), { code: 'ECONNREFUSED' });
    const sendOn = () => Promise.reject(refused);
    const handler = createQueueHandler({ read: (json) => json, deliver: delivered, sendOn, report });
    expect(await handler(eventOf('{', '1'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(failures).toMatchObject([
      { messageId: 'm0', to: 'queue', error: 'MessageError', notSentOn: { error: 'Error', code: 'ECONNREFUSED' } },
    ]);
  });

  it('answers with the messages in their order, whichever is sent on last, and those whose failure cannot be reported', async () => {
    const report: Report = {
      failed({ messageId }) {
        if (messageId === 'm1') throw new Error('no log');
      },
      done: () => undefined,
    };
    const sendOn = ({ messageId }: { messageId: string }) =>
      new Promise<void>((taken, refuse) =>
        setTimeout(messageId === 'm1' ? taken : refuse, messageId === 'm0' ? 30 : 1),
      );
    const handler = createQueueHandler({ read: (json) => json, deliver: delivered, sendOn, report });
    expect(await handler(eventOf('{', '{', '2', '{'))).toEqual({
      batchItemFailures: ['m0', 'm1', 'm3'].map((itemIdentifier) => ({ itemIdentifier })),
    });
  });

  it('says of a connection that failed the code, and of a secret that looks like one nothing', () => {
    const refused = Object.assign(new Error('connect 127.0.0.1:8000'), { code: 'ECONNREFUSED' });
    expect(describeFailure(refused)).toMatchObject({ error: 'Error', code: 'ECONNREFUSED' });
    expect(describeFailure(Object.assign(refused, { code: 'aSecret' }))).not.toHaveProperty('code');
  });

  it('fails all of them when delivery throws, and answers all the same', async () => {
    const { report } = reported();
    const deliver = () => Promise.reject(new TypeError('a mistake'));
    const response = await createQueueHandler({ read: (json) => json, deliver, report })(eventOf('0', '1'));
    expect(response.batchItemFailures).toHaveLength(2);
  });

  it('keeps invocations of one process apart', async () => {
    const { done, report } = reported();
    const handler = createQueueHandler({ read: (json) => json, deliver: delivered, report });
    const bad = await handler(eventOf('{'));
    const good = await handler(eventOf('1'));
    expect([bad.batchItemFailures.length, good.batchItemFailures.length]).toEqual([1, 0]);
    expect(done).toEqual([
      { delivered: 0, ignored: 0, failed: 1 },
      { delivered: 1, ignored: 0, failed: 0 },
    ]);
  });

  it('writes no e-mail address, token or password into a log line, and counts in metrics', async () => {
    const lines: string[] = [];
    const keep = (line: unknown) => void lines.push(String(line));
    const spies = (['log', 'info', 'error', 'warn', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(keep),
    );
    // Through the console that the test can see; that alone would turn metrics off.
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.emailAddress(),
          fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '_', '-'), minLength: 12, maxLength: 40 }),
          async (email, secret) => {
            lines.length = 0;
            const token = `eyJ${secret}.eyJ${secret}.${secret}`;
            const outcomes = new Map<string, Outcome>([
              ['m0', new Error(`Invalid value "${email}" for token ${token} and password ${secret}`)],
              ['m1', 'delivered'],
            ]);
            const report = createReport('a-function', {});
            const handler = createQueueHandler({
              read: (json) => json,
              deliver: () => Promise.resolve(outcomes),
              report,
            });
            const body = JSON.stringify({ email, password: secret, token });
            await handler(eventOf(body, body, body.slice(0, -1)));
            const text = lines.join('\n');
            expect(text).toContain('A message failed');
            expect(text).not.toContain(email);
            expect(text).not.toContain(secret);
            const [metrics] = lines.filter((line) => line.includes('_aws'));
            expect(JSON.parse(metrics!)).toMatchObject({
              service: 'a-function',
              EventsDelivered: 1,
              EventsFailed: 2,
              EventsIgnored: 0,
              _aws: { CloudWatchMetrics: [{ Namespace: 'DualRum/IdentityEvents' }] },
            });
            expect(text).toContain('MessageError');
          },
        ),
        { numRuns: 200 },
      );
    } finally {
      vi.unstubAllEnvs();
      for (const spy of spies) spy.mockRestore();
    }
  });
});
