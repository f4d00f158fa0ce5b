import { describe, expect, it } from 'vitest';
import { findIntruder } from './findIntruder.ts';

const host = '127.0.0.1:4567';

describe('findIntruder', () => {
  it.each([
    ['a program', 'POST', { host }],
    ['a program by another name of this machine', 'GET', { host: 'localhost:4567' }],
    ['a program by IPv6', 'GET', { host: '[::1]:4567' }],
    ['the page of the console', 'POST', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }],
    ['the page behind a forwarded port', 'DELETE', { host: 'localhost:8080', origin: 'http://localhost:8080' }],
    ['an address that is typed', 'GET', { host, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    [
      'a link in another page',
      'GET',
      { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ],
  ])('lets %s in', (_, method, headers) => {
    expect(findIntruder(method, headers)).toBeUndefined();
  });

  it.each([
    ['no host', 'GET', {}, 'The host ""'],
    ['the name of an attacker', 'GET', { host: 'evil.example:4567' }, 'The host "evil.example:4567"'],
    ['a name that only begins like ours', 'GET', { host: '127.0.0.1.evil.example' }, 'The host'],
    ['a name that only ends like ours', 'GET', { host: 'evil-localhost' }, 'The host'],
    ['an address of the network', 'GET', { host: '192.168.0.7:4567' }, 'The host'],
    ['the app under test', 'POST', { host, origin: 'http://127.0.0.1:3000' }, 'The page of http://127.0.0.1:3000'],
    ['a sandboxed page', 'POST', { host, origin: 'null' }, 'The page of null'],
    ['an origin that is none', 'POST', { host, origin: 'http://' }, 'The page of http://'],
    [
      'an image in another page',
      'GET',
      { host, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
      'Another',
    ],
    [
      'a frame in another page',
      'GET',
      { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      'Another site',
    ],
    [
      'a form of another page',
      'POST',
      { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      'Another site',
    ],
  ])('keeps %s out', (_, method, headers, why) => {
    expect(findIntruder(method, headers)).toContain(why);
  });
});
