import { expect, it, vi } from 'vitest';
import type { SenderOptions } from './Send.ts';
import { sendByClient } from './sendByClient.ts';

const request = { BatchId: 'batch', AppMonitorDetails: {}, UserDetails: {}, RumEvents: [] };
const identityOf = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: 'secret' });

/** A client that is an object of a class, as an app would write it. */
class Client {
  readonly sent: string[] = [];
  sendFetch(): Promise<unknown> {
    this.sent.push('fetch');
    return Promise.resolve();
  }
  sendBeacon(): Promise<unknown> {
    this.sent.push('beacon');
    return Promise.resolve();
  }
}

function setUp(client: object = new Client()) {
  const config = {
    built: vi.fn(),
    clientBuilder(...args: unknown[]) {
      this.built(...args);
      return client;
    },
  };
  const options = { region: 'eu-west-1', endpoint: new URL('https://rum.example'), config, client: {} };
  return { config, options: options as unknown as SenderOptions };
}

it("calls the app's builder and its client as methods, and builds once for the same credentials", async () => {
  const client = new Client();
  const { options, config } = setUp(client);
  await sendByClient(options, request, identityOf('one'), false);
  await sendByClient(options, request, identityOf('one'), true);
  expect(client.sent).toEqual(['fetch', 'beacon']);
  expect(config.built).toHaveBeenCalledTimes(1);
  await sendByClient(options, request, identityOf('two'), false);
  expect(config.built).toHaveBeenLastCalledWith(options.endpoint, 'eu-west-1', identityOf('two'), undefined);
});

it('does not wait for ever for a client that hangs', async () => {
  vi.useFakeTimers();
  const { options } = setUp({ sendFetch: () => new Promise(() => undefined) });
  const failed = expect(sendByClient(options, request, undefined, false)).rejects.toThrow('no answer');
  await vi.advanceTimersByTimeAsync(30_000);
  await failed;
  vi.useRealTimers();
});

it('passes on what a client rejects with', async () => {
  const { options } = setUp({ sendFetch: () => Promise.reject(new Error('no route')) });
  await expect(sendByClient(options, request, undefined, false)).rejects.toThrow('no route');
});
