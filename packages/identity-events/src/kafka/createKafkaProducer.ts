import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client } from './createClient.ts';
import { explain, isTooLarge } from './explain.ts';
import type { KafkaConnection } from './KafkaConnection.ts';
import type { KafkaMessage } from './KafkaMessage.ts';
import { HEADERS } from './toKafkaMessage.ts';

export interface KafkaProducer {
  /**
   * Writes messages, those of one key in their order.
   * @param until when to give up: milliseconds since 1970. What was not acknowledged by then may still be written.
   * @returns for each message undefined, or why it was not acknowledged
   */
  send: (messages: readonly KafkaMessage[], until: number) => Promise<(Error | undefined)[]>;
  /** Connects, so that the first message need not wait for it. Never rejects. */
  warm: () => Promise<void>;
  close: () => Promise<void>;
}

/** Below what a broker takes of one partition at a time: `message.max.bytes` is 1 MiB by default. */
const BYTES = 900_000;
/** Milliseconds for one request. */
const REQUEST = 4_000;

/**
 * A producer that lives as long as its process.
 *
 * It sends one batch after the other: the client numbers a batch when it is handed over, so that two at once would have the same
 * number, and the broker drops one of them as a repetition. For the same reason a client that failed is never used again: the
 * broker may have written what it had not acknowledged, and would take the next batch of that number for it. The new client has
 * another producer id; what it sends again may be in the topic twice, with the same CloudEvents id.
 */
export function createKafkaProducer(connection: KafkaConnection): KafkaProducer {
  const { topic } = connection;
  let client: Promise<Client> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const current = (): Promise<Client> => (client ??= createClient(connection, REQUEST));

  /** Ends a client that failed; the next message makes another. */
  function discard(): void {
    const failed = client;
    client = undefined;
    void failed?.then((one) => one.close()).catch(() => undefined);
  }

  /** Tries once. What is acknowledged has no error in `errors`. */
  async function attempt(messages: readonly Pending[], ms: number): Promise<void> {
    try {
      const producer = await within(current(), ms);
      const outgoing = messages.map(({ message: { key, value } }) => ({
        topic,
        ...(key !== undefined && { key }),
        value,
        headers: HEADERS,
      }));
      await within(producer.send({ messages: outgoing }), ms);
      for (const one of messages) one.error = undefined;
    } catch (error) {
      discard();
      for (const one of messages) one.error = error;
      throw error;
    }
  }

  /** Tries until all is acknowledged, time is up, or another try is of no use. */
  async function deliver(messages: readonly Pending[], until: number): Promise<void> {
    for (let pause = 100; ; pause = Math.min(pause * 2, 1000)) {
      const left = until - Date.now();
      if (left <= 0) return;
      try {
        return await attempt(messages, left);
      } catch (error) {
        if (isTooLarge(error) && messages.length > 1) {
          // One that is too large must not hold up the others, and what is written of them comes again.
          for (const one of messages) await deliver([one], until);
          return;
        }
        if (!explain(error, connection).again) return;
        await sleep(Math.min(pause, Math.max(until - Date.now(), 0)));
      }
    }
  }

  async function sendInTurn(messages: readonly KafkaMessage[], until: number): Promise<(Error | undefined)[]> {
    const pending = messages.map((message): Pending => ({ message, error: late }));
    const failed = new Set<string>();
    for (const batch of batchesOf(pending)) {
      // A later message of a user must not pass one that failed, unless that one never gets there.
      const ready = batch.filter(({ message: { key } }) => key === undefined || !failed.has(key));
      if (ready.length > 0) await deliver(ready, until);
      for (const { message, error } of batch) {
        if (error && message.key !== undefined && !isTooLarge(error)) failed.add(message.key);
      }
    }
    return pending.map(({ error }) => (error === undefined ? undefined : explain(error, connection)));
  }

  return {
    send(messages, until) {
      const sent = queue.then(() => sendInTurn(messages, until));
      queue = sent.catch(() => undefined);
      return sent;
    },
    async warm() {
      try {
        await (await current()).metadata({ topics: [topic] });
      } catch {
        discard();
      }
    },
    async close() {
      await queue;
      await (await client?.catch(() => undefined))?.close();
      client = undefined;
    },
  };
}

interface Pending {
  message: KafkaMessage;
  error: unknown;
}

const late = Object.assign(new Error('not sent in time'), { code: 'LATE' });

/** What the work resolves with; rejects when it takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  work.catch(() => undefined);
  const timer = new AbortController();
  const over = sleep(ms, undefined, { signal: timer.signal }).then(() => Promise.reject(late));
  return Promise.race([work, over]).finally(() => timer.abort());
}

function batchesOf(pending: Pending[]): Pending[][] {
  const batches: Pending[][] = [];
  let bytes = Infinity;
  for (const one of pending) {
    const size = Buffer.byteLength(one.message.value) + 200;
    if (bytes + size > BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(one);
    bytes += size;
  }
  return batches;
}
