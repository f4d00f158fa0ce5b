import { errorEventToJsErrorEvent } from '@aws-rum/web-core/plugins/utils/js-error-utils';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LONGEST_TEXT } from './cutText.ts';
import { describeError } from './describeError.ts';

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

it('describes ordinary errors as aws-rum-web does', () => {
  const text = fc.string({ maxLength: 50 });
  const thrown = fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(undefined, null),
    fc.bigInt(),
    text.map((message) => new TypeError(message)),
    text.map((message) => new DOMException(message, 'AbortError')),
    fc.record(
      { name: text, message: text, stack: text, fileName: text, lineNumber: fc.nat(), columnNumber: fc.nat() },
      { requiredKeys: [] },
    ),
  );
  const facts = fc.record(
    {
      type: fc.constantFrom('error', 'unhandledrejection'),
      message: text,
      filename: text,
      lineno: fc.nat(),
      colno: fc.nat(),
      error: thrown,
    },
    { requiredKeys: ['type'] },
  );
  fc.assert(
    fc.property(facts, fc.nat({ max: 60 }), (given, stackTraceLength) => {
      const theirs = errorEventToJsErrorEvent(given as ErrorEvent, stackTraceLength);
      expect(describeError(given, stackTraceLength)).toEqual(theirs);
    }),
  );
});

it.each<[string, unknown, object]>([
  ['a name that is a BigInt', { name: 10n, message: 'text' }, { type: '10', message: 'text' }],
  ['a message that is a cycle', { name: 'Odd', message: cycle }, { type: 'Odd', message: '[object Object]' }],
  ['a message that is an object', { message: { code: 7 } }, { message: '{"code":7}' }],
  ['a stack that is no text', Object.assign(new Error('odd'), { stack: { frames: [] } }), { stack: '{"frames":[]}' }],
  ['a symbol', Symbol('mark'), { message: 'Symbol(mark)' }],
  ['a function', () => 1, { type: 'error' }],
  ['an object without a prototype', Object.create(null), { type: 'error', message: 'undefined' }],
  ['a revoked proxy', revoked(), { type: 'error', message: 'undefined' }],
  ['a message that is a revoked proxy', { message: revoked() }, { type: 'error' }],
])('describes %s', (_, error, expected) => {
  const details = describeError({ type: 'error', error }, 1000);
  expect(details).toMatchObject(expected);
  expect(JSON.parse(JSON.stringify(details))).toEqual(details);
});

it('describes what throws when it is read as far as it can be read', () => {
  const error = {
    name: 'Named',
    get message() {
      throw new Error('from the getter');
    },
  };
  expect(describeError({ type: 'error', error }, 1000)).toEqual({
    version: '1.0.0',
    type: 'Named',
    message: 'undefined',
  });
});

it('cuts a huge message, a huge file name and the stack', () => {
  const huge = 'x'.repeat(1_500_000);
  const error = Object.assign(new Error(huge), { fileName: huge });
  const details = describeError({ type: 'error', message: huge, filename: huge, error }, 20);
  expect(details.message).toBe(`${'x'.repeat(LONGEST_TEXT)}...`);
  expect(details.filename).toHaveLength(LONGEST_TEXT + 3);
  expect(details.stack).toHaveLength(23);
});
