import { gzipSync } from 'node:zlib';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SQSClient } from '@aws-sdk/client-sqs';
import { cognitoTriggerSamples, cognitoUserAuthSamples, type IdentityCloudEvent } from '@dual-rum/identity-events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTrigger, startFunction } from '../../support/aws/loadFunction.ts';
import { missingPythonModules } from '../../support/aws/pythonModules.ts';
import { createQueue, type TestQueue } from '../../support/aws/queue.ts';
import { startMoto } from '../../support/aws/startMoto.ts';
import type { Program } from '../../support/aws/startProgram.ts';
import { ensureBuilt } from '../../support/ensureBuilt.ts';
import { unavailable } from '../../support/requireOrSkip.ts';
import { signInTrigger } from './cognitoEvents.ts';

const NAME = 'cognito-triggers-to-kafka';
const missing = missingPythonModules();

describe.skipIf(missing !== undefined && unavailable('SQS by moto', missing))(NAME, () => {
  let moto: Program;
  let sqs: SQSClient;
  let silent: Server;
  let queues = 0;
  beforeAll(async () => {
    ensureBuilt('identity-events');
    moto = await startMoto();
    const account = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    sqs = new SQSClient({ ...account, endpoint: moto.url });
    // Takes connections and says nothing.
    silent = createServer();
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    sqs.destroy();
    silent.close();
    await moto.stop();
  });

  const newQueue = (): Promise<TestQueue> => createQueue(sqs, `triggers-${queues++}`, 5, 'fifo');
  const settings = (queue: TestQueue) => ({
    QUEUE_URL: queue.url,
    AWS_ENDPOINT_URL_SQS: moto.url,
    // The longest that can be set: a busy machine is slow.
    DEADLINE_MS: '4500',
  });
  /** What is in the queue, in its order. */
  async function bodiesOf(queue: TestQueue): Promise<unknown[]> {
    const bodies: unknown[] = [];
    await queue.drain((event) => {
      bodies.push(...event.Records.map(({ body }) => JSON.parse(body) as unknown));
      return Promise.resolve({ batchItemFailures: [] });
    }, 10);
    return bodies;
  }

  it('answers every trigger of every version with the event unchanged, and puts it into the queue', async () => {
    const queue = await newQueue();
    const trigger = await loadTrigger(NAME, settings(queue));
    const samples = cognitoTriggerSamples();
    for (const sample of samples) expect(await trigger(structuredClone(sample))).toEqual(sample);
    const events = (await bodiesOf(queue)) as IdentityCloudEvent[];
    expect(events.map(({ data }) => data.code).sort()).toEqual(samples.map((one) => one.triggerSource).sort());
    expect(JSON.stringify(events)).not.toContain('S3CRET');
  });

  it('leaves one message of Cognito’s three tries', async () => {
    const queue = await newQueue();
    const trigger = await loadTrigger(NAME, settings(queue));
    const sample = cognitoTriggerSamples().find((one) => one.triggerSource === 'PostConfirmation_ConfirmSignUp');
    for (let i = 0; i < 3; i++) await trigger(structuredClone(sample));
    expect(await bodiesOf(queue)).toHaveLength(1);
  });

  it('puts entries of the log export into the queue', async () => {
    const queue = await newQueue();
    const samples = cognitoUserAuthSamples(new Date('2026-11-26T10:00:00Z'));
    const logEvents = samples.map((one, i) => ({ id: `${i}`, timestamp: i, message: JSON.stringify(one) }));
    const data = gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents })).toString('base64');
    const trigger = await loadTrigger(NAME, settings(queue));
    await trigger({ awslogs: { data } });
    // CloudWatch Logs sends it again.
    await trigger({ awslogs: { data } });
    expect(await bodiesOf(queue)).toEqual(samples);
  });

  it('answers in time where the queue does not, and says which event is lost, without whom', async () => {
    const { port } = silent.address() as AddressInfo;
    for (const endpoint of [`http://127.0.0.1:${port}`, 'http://127.0.0.1:9']) {
      const env = { QUEUE_URL: `${endpoint}/1/q.fifo`, AWS_ENDPOINT_URL_SQS: endpoint };
      const trigger = await loadTrigger(NAME, env);
      const event = signInTrigger('ada');
      const started = performance.now();
      expect(await trigger(event)).toBe(event);
      // The deadline is 1.5 s, and Cognito waits 5.
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });

  it.each([
    ['is silent', () => (silent.address() as AddressInfo).port],
    ['refuses', () => 9],
  ])('counts an event as lost before it answers where SQS %s', async (_, port) => {
    const endpoint = `http://127.0.0.1:${port()}`;
    const failing = startFunction(NAME, { QUEUE_URL: `${endpoint}/1/q.fifo`, AWS_ENDPOINT_URL_SQS: endpoint });
    await failing.invoke(signInTrigger('ada') as never);
    expect(failing.output()).toMatch(/"EventsFailed":1/);
    // Late is what may be known only after the answer, and after that Lambda may stop the process for good.
    expect(failing.output()).not.toContain('EventsLate');
    expect(failing.output()).toMatch(/An event of a trigger is lost.*"eventId":"[0-9a-f]{64}"/);
    expect(failing.output()).not.toContain('ada@example.com');
  });
});
