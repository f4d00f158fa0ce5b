import * as awsRumWeb from '@aws-rum/web-core/plugins/utils/http-utils';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAllowed } from '../api/patterns.ts';
import { HTTP_DEFAULTS, isTraceHeaderSent, readTraceHeader } from './httpRules.ts';

const urls = fc.constantFrom(
  'https://example.com/a',
  'https://cognito-identity.us-east-1.amazonaws.com/',
  'https://cognito-identity.amazonaws.com/',
  'https://sts.eu-west-1.amazonaws.com/',
  'https://sts.a.b.amazonaws.com/',
  '/path',
);
const patterns = fc.subarray([/.*/, /example/, /amazonaws/, /^\//]);

it('has the defaults of aws-rum-web', () => {
  const sources = ({ urlsToExclude, ...rest }: typeof HTTP_DEFAULTS): object => ({
    ...rest,
    urlsToExclude: urlsToExclude.map((pattern) => pattern.source.replaceAll('\\-', '-').replaceAll('[^\\.]', '[^.]')),
  });
  expect(sources(HTTP_DEFAULTS)).toEqual(sources(awsRumWeb.defaultConfig));
});

it('records the requests that aws-rum-web records, and traces those that it traces', () => {
  fc.assert(
    fc.property(urls, patterns, patterns, fc.boolean(), (url, urlsToInclude, excluded, isEnabled) => {
      const urlsToExclude = [...excluded, ...HTTP_DEFAULTS.urlsToExclude];
      for (const addXRayTraceIdHeader of [isEnabled, urlsToInclude]) {
        const config = { ...HTTP_DEFAULTS, urlsToInclude, urlsToExclude, addXRayTraceIdHeader };
        expect(isAllowed(url, urlsToInclude, urlsToExclude)).toBe(awsRumWeb.isUrlAllowed(url, config));
        expect(isTraceHeaderSent(url, config)).toBe(awsRumWeb.isTraceIdHeaderEnabled(url, addXRayTraceIdHeader));
      }
    }),
  );
});

const part = fc.constantFrom(
  '00',
  'a'.repeat(32),
  'b'.repeat(16),
  '01',
  '02',
  '',
  'Root=1-2-3',
  'Parent=4',
  'Sampled=1',
  ' ',
  'Self=5;Root=6',
);
const headers = fc.record({
  'traceparent': fc.oneof(
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join('-')),
    fc.constantFrom(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, `00-${'a'.repeat(32)}-${'b'.repeat(16)}-02`),
  ),
  'X-Amzn-Trace-Id': fc.oneof(
    fc.array(part, { maxLength: 4 }).map((parts) => parts.join(';')),
    fc.constantFrom('Root=1-2-3;Parent=4;Sampled=1', ' Root=1;  Parent=2;Sampled=0', 'Root=1;Parent=2'),
  ),
}, { requiredKeys: [] }); // prettier-ignore

it('does not throw where an app gives one pattern instead of a list', () => {
  const pattern = /a/ as never;
  const config = { ...HTTP_DEFAULTS, addXRayTraceIdHeader: pattern };
  expect(isTraceHeaderSent('/b', config)).toBe(awsRumWeb.isTraceIdHeaderEnabled('/b', pattern));
});

it('reads the trace of a request as aws-rum-web does, where it has both ids', () => {
  fc.assert(
    fc.property(headers, fc.boolean(), (given, isW3C) => {
      const read = new Headers(given);
      const { traceId, segmentId } = awsRumWeb.getTraceHeader(read, isW3C);
      const ids = traceId && segmentId ? { trace_id: traceId, segment_id: segmentId } : undefined;
      expect(readTraceHeader(read, isW3C)).toEqual(ids);
    }),
    { numRuns: 5000 },
  );
  expect(readTraceHeader(undefined, true)).toBeUndefined();
});
