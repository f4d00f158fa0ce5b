import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** As much of S3 as a benchmark needs: it takes what is put, and counts. */
export interface CountingStore {
  url: string;
  requests: number;
  /** Puts over an object of other content. */
  overwritten: number;
  objects: Map<string, Buffer>;
  close(): Promise<void>;
}

export async function startCountingStore(): Promise<CountingStore> {
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const key = request.url ?? '';
      store.requests++;
      const before = store.objects.get(key);
      if (before && !before.equals(body)) store.overwritten++;
      store.objects.set(key, body);
      response.writeHead(200, { etag: '"0"' }).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const store: CountingStore = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    overwritten: 0,
    objects: new Map(),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return store;
}
