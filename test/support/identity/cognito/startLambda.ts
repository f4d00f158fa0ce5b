import { listen } from '../listen.ts';
import { readBody } from '../readBody.ts';

/** A function of Lambda: what it answers is sent back as JSON. */
export type LambdaFunction = (event: unknown) => Promise<unknown>;

/**
 * Lambda's Invoke on localhost, for one function under any name:
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html.
 */
export async function startLambda(fn: LambdaFunction): Promise<{ endpoint: string; close: () => Promise<void> }> {
  const server = await listen();
  server.answer((request, response) => {
    void (async () => {
      const send = (status: number, headers: Record<string, string>, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      };
      if (request.method !== 'POST' || !/^\/2015-03-31\/functions\/[^/]+\/invocations$/.test(request.url ?? '')) {
        send(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }, { Message: 'Only Invoke is here.' });
        return;
      }
      try {
        send(200, {}, (await fn(JSON.parse(await readBody(request)))) ?? null);
      } catch (error) {
        const { name, message } = error as Error;
        send(200, { 'x-amz-function-error': 'Unhandled' }, { errorType: name, errorMessage: message });
      }
    })();
  });
  return { endpoint: `http://127.0.0.1:${server.port}`, close: server.close };
}
