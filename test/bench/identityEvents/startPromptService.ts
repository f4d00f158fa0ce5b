import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Takes every request of S3, DynamoDB and SQS at once, and keeps nothing: what is left of an invocation is the function's own time. */
export async function startPromptService(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const message = /"MessageBody":"(?:[^"\\]|\\.)*"/.exec(body)?.[0];
      const taken = message && (JSON.parse(`{${message}}`) as { MessageBody: string }).MessageBody;
      const answer = taken && { MessageId: 'm', MD5OfMessageBody: createHash('md5').update(taken).digest('hex') };
      response.writeHead(200, { etag: '"0"', 'content-type': 'application/x-amz-json-1.0' });
      response.end(request.method === 'PUT' ? undefined : JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
