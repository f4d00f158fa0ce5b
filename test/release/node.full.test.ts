import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { install } from './installed.ts';
import { pack, published, readManifest, type Packed } from './packed.ts';
import { runNode } from './runNode.ts';
import { testFolder } from './temporary.ts';

/** What keeps the process busy, its own output and the loading of modules aside. */
const RUNNING = `
await new Promise(setImmediate);
const running = process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap' && name !== 'CloseReq');`;

describe.each(published())('packages/%s, installed', (name) => {
  let packed: Packed;
  beforeAll(() => {
    packed = pack(name);
  });

  it('can be imported by plain Node, and starts nothing', () => {
    const project = install(packed, testFolder());
    const names = Object.keys(packed.manifest.exports ?? {}).filter((path) => !path.endsWith('.json'));
    const imports = names.map((path) => `await import('${packed.name}${path.slice(1)}');`).join('\n');
    writeFileSync(join(project, 'main.js'), `${imports}\n${RUNNING}\nconsole.log(JSON.stringify(running));`);
    expect(runNode(['main.js'], project)).toEqual({ status: 0, output: '[]', errors: '' });
  });
});

describe.each(published().filter((name) => readManifest(name).bin))('the programs of packages/%s', (name) => {
  it('start and explain themselves', () => {
    const packed = pack(name);
    const project = install(packed, testFolder());
    for (const path of Object.values(packed.manifest.bin ?? {})) {
      const { status, output, errors } = runNode([join('node_modules', packed.name, path), '--help'], project);
      expect({ status, errors }).toEqual({ status: 0, errors: '' });
      expect(output).not.toBe('');
    }
  });
});

describe('the programs of @dual-rum/console and @dual-rum/queries, installed', () => {
  it('keep an export of CloudWatch Logs and answer a question about it', () => {
    const project = install(pack('console'), testFolder());
    const record = {
      event_timestamp: 1_795_687_200_000,
      event_type: 'com.amazon.rum.page_view_event',
      event_id: 'a',
      metadata: { pageId: '/cart' },
      user_details: { sessionId: 's', userId: 'u' },
      event_details: { pageId: '/cart' },
    };
    writeFileSync(join(project, 'export.jsonl'), `${JSON.stringify(record)}\n`);
    const program = (name: string, args: string[]) => {
      const { bin } = readManifest(name);
      const { status, output, errors } = runNode(
        [join('node_modules/@dual-rum', name, bin![`dual-rum-${name}`]!), ...args],
        project,
      );
      expect({ status, errors }).toEqual({ status: 0, errors: '' });
      return output;
    };
    program('console', ['import', 'export.jsonl', '--data', 'data', '--monitor', 'Shop_Guest']);
    const answer = program('queries', ['run', 'page-views', '--from', 'data', '--json']);
    expect(JSON.parse(answer)).toMatchObject([{ audience: 'guest', page: '/cart', views: 1 }]);
    expect(program('queries', ['run', 'page-views', '--athena'])).toMatch(/^-- The pages/);
  });
});

describe('@dual-rum/browser in plain Node', () => {
  it('does nothing: no output, no timer, no request, and the process ends by itself', () => {
    const project = install(pack('browser'), testFolder());
    writeFileSync(
      join(project, 'main.js'),
      `
import http from 'node:http';
import { createDualRum } from '@dual-rum/browser';

let requests = 0;
globalThis.fetch = async () => { requests++; return new Response('{}'); };
http.request = http.get = () => { requests++; throw new Error('no requests'); };

const monitor = (digit) => ({
  appMonitorId: \`00000000-0000-4000-8000-00000000000\${digit}\`,
  credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
});
const rum = createDualRum({
  region: 'us-east-1',
  applicationVersion: '1.0.0',
  guest: monitor(1),
  authenticated: monitor(2),
  config: { telemetries: ['errors', 'performance', 'http'], sessionSampleRate: 1, allowCookies: true },
});
rum.setSignedIn(true);
rum.recordPageView('/');
rum.recordEvent('app.event', { a: 1 });
rum.recordError(new Error('an error'));
rum.addSessionAttributes({ a: 1 });
rum.subscribe(() => {})();
rum.onProblem(() => {})();
await rum.flush();
rum.setSignedIn(false);
${RUNNING}
console.log(JSON.stringify({ state: rum.state, requests, running, window: typeof window }));
`,
    );
    const { status, output, errors } = runNode(['main.js'], project);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(JSON.parse(output)).toEqual({ state: 'guest', requests: 0, running: [], window: 'undefined' });
  });
});
