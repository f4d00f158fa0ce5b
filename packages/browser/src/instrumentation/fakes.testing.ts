import { afterEach, vi } from 'vitest';
import type { InternalPluginContext } from '@aws-rum/web-core';
import type { RequestFacts, RequestObserver } from './createRequestObserver.ts';

/** An event as a plugin records it. */
export interface Recorded {
  type: string;
  data: Record<string, unknown>;
}

/** A context that keeps what is recorded, as `com.amazon.rum.http_event` without its prefix. */
export function fakeContext(config: object = {}) {
  const events: Recorded[] = [];
  const record = (type: string, data: object): void =>
    void events.push({ type: type.replace('com.amazon.rum.', ''), data: data as Recorded['data'] });
  const pages: unknown[] = [];
  const context = {
    config,
    record,
    recordCandidate: record,
    recordPageView: (page: unknown) => void pages.push(page),
    getSession: () => ({ sessionId: 'session', record: true, eventCount: 0 }),
  } as unknown as InternalPluginContext;
  return { context, events, pages };
}

/** An observer that keeps the requests that start, and how they end. */
export function fakeObserver(traceHeader?: [string, string]) {
  const requests: (RequestFacts & { end?: unknown[] })[] = [];
  const observer: RequestObserver = {
    start(facts) {
      const request: (typeof requests)[number] = { ...facts };
      requests.push(request);
      const end =
        (how: string) =>
        (...values: unknown[]): void => {
          if (request.end) throw new Error('ended twice');
          request.end = [how, ...values];
        };
      const forgotten = (): void => {
        if (!request.end) end('forgotten')();
      };
      return { traceHeader, answered: end('answered'), failed: end('failed'), forgotten };
    },
    whenIdle: (listener) => listener(),
  };
  return { observer, requests };
}

/** A XMLHttpRequest without a network: a test says what becomes of it. */
export class FakeXhr extends EventTarget {
  static last: FakeXhr;
  status = 0;
  statusText = '';
  headers: Record<string, string> = {};
  calls: unknown[][] = [];
  open(...args: unknown[]): void {
    this.calls.push(['open', ...args]);
  }
  /** What `send` throws, as a synchronous request does when it fails. */
  throws?: Error;
  onSend?: () => void;
  send(...args: unknown[]): void {
    FakeXhr.last = this;
    if (this.throws) throw this.throws;
    this.calls.push(['send', ...args]);
    this.onSend?.();
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getResponseHeader(): string | null {
    return null;
  }
  /** Ends the request by `load`, `error`, `abort` or `timeout`. */
  end(type: string, status = 0, statusText = ''): void {
    this.status = status;
    this.statusText = statusText;
    this.dispatchEvent(new Event(type));
    this.dispatchEvent(new Event('loadend'));
  }
}

/** Puts the fake in the window's place of `XMLHttpRequest`, for one test. */
export function useFakeXhr(): void {
  // A subclass of its own, so that patches end with the test.
  vi.stubGlobal('XMLHttpRequest', class extends FakeXhr {});
}

afterEach(() => void vi.unstubAllGlobals());

/** For a test in which nothing may fail. */
export function failTest(cause: unknown): never {
  throw cause;
}
