import * as original from '@aws-rum/web-core/utils/common-utils?original';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as standIn from './commonUtils.ts';

const { getResourceFileType } = original as typeof standIn;

const extension = fc.constantFrom(
  ...'css htm html ts doc docx pdf xls xlsx js ai bmp gif ico jpeg jpg png ps psd svg tif tiff fnt fon otf ttf woff'.split(
    ' ',
  ),
  ...['woff2', 'CSS', 'mjs', 'jsx', '', 'toString'],
);
const initiator = fc.constantFrom(
  undefined,
  '',
  'img',
  'image',
  'input',
  'iframe',
  'frame',
  'script',
  'css',
  'fetch',
  'link',
);

it('tells the kind of a file as the original does', () => {
  fc.assert(
    fc.property(
      extension,
      initiator,
      fc.constantFrom('', '?v=1', '#top', '?a=b.css', '/', '.map'),
      (name, by, rest) => {
        for (const url of [`https://example.com/a.b/file.${name}${rest}`, `https://example.com/${name}${rest}`, name])
          expect(standIn.getResourceFileType(url, by)).toBe(getResourceFileType(url, by));
      },
    ),
    { numRuns: 2000 },
  );
});

it('names a performance entry as the original does', () => {
  const entry = { startTime: 1.5, duration: 3 };
  expect(standIn.performanceKey(entry)).toBe((original as typeof standIn).performanceKey(entry));
});

it('tells a request to CloudWatch RUM as the original does', () => {
  const id = '00000000-1111-4222-8333-444444444444';
  for (const url of [
    `https://rum.example.com/appmonitors/${id}`,
    `https://example.com/appmonitors/${id}?a`,
    'https://rum.example.com/a',
    'data:,a',
  ])
    expect(standIn.isPutRumEventsCall(url, 'rum.example.com')).toBe(
      (original as typeof standIn).isPutRumEventsCall(url, 'rum.example.com'),
    );
});
