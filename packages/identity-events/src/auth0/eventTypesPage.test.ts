import prettier from 'prettier';
import { expect, it } from 'vitest';
import { EVENT_TYPES, type IdentityEventType } from '../model/eventTypes.ts';
import { LOG_CODES } from './logCodes.ts';
import { STREAM_TYPES, USER_OPERATIONS } from './refinedTypes.ts';

const PAGE = '../../docs/event-types.md';

const REFINED: [source: string, about: string, type: IdentityEventType][] = [
  ...Object.entries(USER_OPERATIONS).map(
    ([kind, type]) =>
      ['`sapi` about a user', `a user ${kind} by the Management API`, type] as [string, string, typeof type],
  ),
  ...Object.entries(STREAM_TYPES).map(
    ([code, type]) => [`\`${code}\``, 'event stream', type] as [string, string, typeof type],
  ),
  ['any other code', 'kept with its code', 'other'],
];

function page(): string {
  const rows = (type: string) => [
    ...Object.entries(LOG_CODES)
      .filter(([, entry]) => entry.type === type)
      .map(([code, { about }]) => [`\`${code}\``, about]),
    ...REFINED.filter(([, , other]) => other === type).map(([source, about]) => [source, about]),
  ];
  const lines = Object.entries(EVENT_TYPES).flatMap(([type, outcome]) =>
    rows(type).map(([source, about]) => `| ${source} | ${about} | \`${type}\` | ${outcome} |`),
  );
  return `# Source → type

What each source becomes: the \`type\` and the \`outcome\` of an identity event. The page is made from the tables of the code; a test
fails while it differs. \`npx vitest run --project node packages/identity-events -u\` makes it again.

A CloudEvents event of it has the type \`dual-rum.identity.<type>\`. The \`code\` of an event is the source's own word, as in the table.

## Auth0

Log streams give a code, event streams a type. A code that is not here becomes \`other\`, with its code and all that was sent.

| Auth0 | About | Type | Outcome |
| --- | --- | --- | --- |
${lines.join('\n')}
`;
}

it('docs/event-types.md says what the tables say', async () => {
  const text = await prettier.format(page(), { parser: 'markdown', printWidth: 120 });
  await expect(text).toMatchFileSnapshot(PAGE);
});
