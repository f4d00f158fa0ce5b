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
