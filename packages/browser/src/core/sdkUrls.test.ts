import { expect, it } from 'vitest';
import { sdkUrls } from './sdkUrls.ts';

const options = {
  region: 'us-east-1',
  applicationVersion: '1',
  guest: { appMonitorId: 'aaaa' },
  authenticated: { appMonitorId: 'bbbb' },
};
const isOurs = (given: object, url: string): boolean =>
  sdkUrls({ ...options, ...given }).some((pattern) => pattern.test(url));

it('knows the data plane of both app monitors, at any endpoint', () => {
  expect(isOurs({}, 'https://dataplane.rum.us-east-1.amazonaws.com/appmonitors/aaaa')).toBe(true);
  expect(isOurs({}, 'http://localhost:1234/appmonitors/bbbb/')).toBe(true);
  expect(isOurs({}, 'https://shop.example.com/appmonitors/cccc')).toBe(false);
});

it('knows the identity pools of its region', () => {
  expect(isOurs({}, 'https://cognito-identity.us-east-1.amazonaws.com/')).toBe(true);
  expect(isOurs({}, 'https://cognito-identity.eu-west-1.amazonaws.com/')).toBe(false);
});

it('knows the identity pool endpoint, and takes nothing in it for a pattern', () => {
  const given = { identityPoolEndpoint: 'http://localhost:1234' };
  expect(isOurs(given, 'http://localhost:1234/')).toBe(true);
  expect(isOurs(given, 'http://localhost:1234/api')).toBe(false);
  expect(isOurs({ identityPoolEndpoint: 'https://a.b' }, 'https://aXb')).toBe(false);
});

it('knows the files that it loads late, as bundlers name them', () => {
  expect(isOurs({}, 'https://shop.example.com/assets/dual-rum-sdk-lateModule-BbccPONu-D3xU_1-a.js')).toBe(true);
  expect(isOurs({}, 'https://shop.example.com/assets/lateModule-BbccPONu.js')).toBe(false);
  expect(isOurs({}, 'https://shop.example.com/dual-rum-sdk-reports/index.js')).toBe(false);
});
