import prettier from 'prettier';
import { expect, it } from 'vitest';
import { LOG_CODES } from '../auth0/logCodes.ts';
import { STREAM_TYPES, USER_OPERATIONS } from '../auth0/refinedTypes.ts';
import { CLOUD_TRAIL_NAMES, REFRESH } from '../cognito/cloudTrailNames.ts';
import { TRIGGER_SOURCES } from '../cognito/triggerSources.ts';
import { USER_AUTH_EVENTS } from '../cognito/userAuthEvents.ts';
import { EVENT_TYPES, type IdentityEventType } from './eventTypes.ts';

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

function auth0(): string[] {
  const rows = (type: string) => [
    ...Object.entries(LOG_CODES)
      .filter(([, entry]) => entry.type === type)
      .map(([code, { about }]) => [`\`${code}\``, about]),
    ...REFINED.filter(([, , other]) => other === type).map(([source, about]) => [source, about]),
  ];
  return Object.entries(EVENT_TYPES).flatMap(([type, outcome]) =>
    rows(type).map(([source, about]) => `| ${source} | ${about} | \`${type}\` | ${outcome} |`),
  );
}

function triggers(): string[] {
  const rows: [source: string, about: string, type: IdentityEventType][] = [
    ...Object.entries(TRIGGER_SOURCES).map(
      ([source, { about, type }]) => [`\`${source}\``, about, type] as [string, string, typeof type],
    ),
    ['any other `TokenGeneration_…`', 'kept with its code', 'token-issued'],
    ['any other trigger source', 'kept with its code', 'other'],
  ];
  return rows.map(([source, about, type]) => `| ${source} | ${about} | \`${type}\` | ${EVENT_TYPES[type]} |`);
}

function calls(): string[] {
  const rows = [
    ...Object.entries(CLOUD_TRAIL_NAMES).map(([name, entry]) => [`\`${name}\``, entry] as const),
    ['`InitiateAuth`, `AdminInitiateAuth` with the flow `REFRESH_TOKEN_AUTH`', REFRESH] as const,
    ['any other name', { about: 'kept with its code', succeeded: 'other', failed: 'other' }] as const,
  ];
  return rows.map(
    ([name, { about, succeeded, failed }]) => `| ${name} | ${about} | \`${succeeded}\` | \`${failed}\` |`,
  );
}

function logExport(): string[] {
  return Object.entries(USER_AUTH_EVENTS).map(
    ([eventType, { Pass, Fail, InProgress }]) => `| \`${eventType}\` | \`${InProgress}\` | \`${Pass}\` | \`${Fail}\` |`,
  );
}

function page(): string {
  return `# Source → type

What each source becomes: the \`type\` and the \`outcome\` of an identity event. The page is made from the tables of the code; a test
fails while it differs. \`npx vitest run --project node packages/identity-events -u\` makes it again.

A CloudEvents event of it has the type \`dual-rum.identity.<type>\`. The \`code\` of an event is the source's own word, as in the table.

## Auth0

Log streams give a code, event streams a type. A code that is not here becomes \`other\`, with its code and all that was sent.

| Auth0 | About | Type | Outcome |
| --- | --- | --- | --- |
${auth0().join('\n')}

## Cognito

Common mistakes:

- A trigger source is called \`PostConfirmation_ConfirmSignUp\`. There are no names like \`cognito:userPool:…\`; a function that waits for one does nothing.
- Token generation is no log-out. It happens before tokens are issued, at a sign-in and at each refresh. No trigger tells a log-out.
- Pre authentication is an attempt. It comes before the password is checked, and is neither a success nor a failure. No trigger tells a failed sign-in.
- Post confirmation with \`ConfirmForgotPassword\` is a password change. A function that creates users at each post confirmation creates them again.
- Users whom an administrator creates fire no post confirmation. CloudTrail tells them, as \`AdminCreateUser\`.
- A refresh token that has expired is no failed sign-in, though it is the same call, \`InitiateAuth\`, with the same error.

### Triggers

| Trigger source | About | Type | Outcome |
| --- | --- | --- | --- |
${triggers().join('\n')}

### CloudTrail

Log-outs and failures come from here. A call fails with an \`errorCode\`, a hosted page also with a status of 400 or more.

| \`eventName\` | About | Succeeded | Failed |
| --- | --- | --- | --- |
${calls().join('\n')}

### Log export \`userAuthEvents\`

| \`eventType\` | \`InProgress\` | \`Pass\` | \`Fail\` |
| --- | --- | --- | --- |
${logExport().join('\n')}

Any other \`eventType\` or \`eventResponse\` becomes \`other\`.
`;
}

it('docs/event-types.md says what the tables say', async () => {
  const text = await prettier.format(page(), { parser: 'markdown', printWidth: 120 });
  await expect(text).toMatchFileSnapshot(PAGE);
});
