import {
  createAuth0EventsForwarderTemplate,
  createAuth0EventsToS3Template,
  createAuth0UsersToDynamoDbTemplate,
  createCognitoEventsToKafkaTemplate,
} from '@dual-rum/cdk/identity-events/template';
import { auth0Samples, cognitoCloudTrailSamples } from '@dual-rum/identity-events';
import { describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { code, eventBusName, eventStreamBusName, kafkaCases, userPoolId } from './cases.ts';
import { deploymentOf } from './deployment.ts';
import { logEvent, OTHER_CODES, PUBLISHED_CODES, STRANGERS, streamEvents, type Envelope } from './envelopes.ts';
import { eventRuler } from './eventRuler.ts';

const ruler = eventRuler();

/** The patterns of the rules that a template deploys. */
const patternsOf = (template: object): Record<string, unknown> =>
  Object.fromEntries(
    deploymentOf(template)
      .ofType('AWS::Events::Rule')
      .map(({ id, properties }) => [id, properties['EventPattern']]),
  );

type Expected = [event: Envelope, rules: string[]][];

const nothing = (events: Envelope[]): Expected => events.map((event) => [event, []]);
const byCode = (codes: Record<string, string>): Expected =>
  Object.entries(codes).map(([one, rule]) => [logEvent(one), [rule]]);
const dataRegion = 'eu-central-1';
const EVENT_RULES: Record<string, string> = {
  s: 'SignInRule',
  ss: 'SignUpRule',
  slo: 'SignOutRule',
  fs: 'SignUpFailedRule',
  f: 'SignInFailedRule',
  fp: 'SignInFailedRule',
  fu: 'SignInFailedRule',
  flo: 'SignOutFailedRule',
};
const USER_RULES: Record<string, string> = {
  ss: 'UserCreatedRule',
  sapi: 'UserUpdatedRule',
  sce: 'UserUpdatedRule',
  scp: 'UserUpdatedRule',
  scpn: 'UserUpdatedRule',
  scu: 'UserUpdatedRule',
  sv: 'UserUpdatedRule',
  sdu: 'UserDeletedRule',
};
/** The events that `sample` of @dual-rum/identity-events sends. */
const samples = auth0Samples(new Date('2026-11-26T12:00:00Z'));
const busOf = (type: string): string => samples.find((sample) => sample['detail-type'] === type)!.source;
const codeOf = ({ detail }: Envelope): string => (detail['data'] as { type?: string }).type ?? '';

/** CloudTrail's events of a user pool. */
const trails = cognitoCloudTrailSamples(new Date('2026-11-26T12:00:00Z'));
const partOf = (trail: (typeof trails)[number], key: string) => (trail.detail[key] ?? {}) as Record<string, unknown>;
const poolOf = (trail: (typeof trails)[number]): unknown =>
  partOf(trail, 'requestParameters')['userPoolId'] ?? partOf(trail, 'additionalEventData')['userPoolId'];
const poolOfSamples = String(trails.map(poolOf).find((pool) => pool !== undefined));
const TOLD_BY_TRIGGERS =
  /^(InitiateAuth|AdminInitiateAuth|(Admin)?RespondToAuthChallenge|SignUp|(Admin)?ConfirmSignUp|ConfirmForgotPassword|GetTokensFromRefreshToken)$/;

function rulesOfTrail(trail: (typeof trails)[number]): string[] {
  const { eventName, eventSource, errorCode } = trail.detail as Record<string, string | undefined>;
  if (eventSource !== 'cognito-idp.amazonaws.com' || eventName === undefined) return [];
  const { status } = (partOf(trail, 'additionalEventData')['responseParameters'] ?? {}) as { status?: number };
  if (TOLD_BY_TRIGGERS.test(eventName)) return errorCode === undefined ? [] : ['FailedCallsRule'];
  if (/^(Login|Signup|Confirm|Token)_/.test(eventName)) return Number(status) >= 400 ? ['FailedPagesRule'] : [];
  return KNOWN_CHANGES.test(eventName) ? ['ChangesRule'] : [];
}
const KNOWN_CHANGES =
  /Sign[oO]ut|Revoke|Logout|AdminCreateUser|DeleteUser|UserAttribute|Password|MFAPreference|(Dis|En)ableUser/;

/** Each event with the rules that carry it. */
const scenarios: { title: string; patterns: Record<string, unknown>; expected: Expected }[] = [
  {
    title: 'sign-ins, sign-ups, log-outs and failures have one rule each, and nothing else has one',
    patterns: patternsOf(createAuth0EventsToS3Template({ code, eventBusName })),
    expected: [
      ...byCode(EVENT_RULES),
      ...nothing([...OTHER_CODES, 'sapi', 'sdu', 'sce', 'scp', 'scu'].map((one) => logEvent(one))),
      ...nothing(STRANGERS),
      ...nothing(streamEvents('user.created')),
    ],
  },
  {
    title: 'of all codes that Auth0 publishes, those of the rules are carried, and no other',
    patterns: patternsOf(createAuth0EventsToS3Template({ code, eventBusName })),
    expected: PUBLISHED_CODES.map((one) => [logEvent(one), EVENT_RULES[one] ? [EVENT_RULES[one]] : []]),
  },
  {
    title: 'every sample has the rule of its code, or none',
    patterns: patternsOf(createAuth0EventsToS3Template({ code, eventBusName: busOf('Auth0 log') })),
    expected: samples.map((sample) => {
      const one = sample['detail-type'] === 'Auth0 log' ? EVENT_RULES[codeOf({ ...sample })] : undefined;
      return [{ ...sample }, one ? [one] : []];
    }),
  },
  {
    title: 'every sample of a change of a user has its rule',
    patterns: patternsOf(
      createAuth0UsersToDynamoDbTemplate({
        code,
        eventBusName: busOf('Auth0 log'),
        eventStreamBusName: samples.find((sample) => sample['detail-type'] !== 'Auth0 log')!.source,
      }),
    ),
    expected: samples.map((sample) => {
      const rule = sample['detail-type'] === 'Auth0 log' ? USER_RULES[codeOf({ ...sample })] : 'EventStreamRule';
      return [{ ...sample }, rule ? [rule] : []];
    }),
  },
  {
    title: 'more codes have a rule of their own',
    patterns: patternsOf(createAuth0EventsToS3Template({ code, eventBusName, moreCodes: ['seacft', 'feacft'] })),
    expected: [...byCode({ seacft: 'MoreRule', feacft: 'MoreRule', s: 'SignInRule' }), ...nothing(STRANGERS)],
  },
  {
    title: 'an event keeps its source when it is forwarded: the same rules carry it',
    patterns: patternsOf(createAuth0EventsToS3Template({ code, eventBusName, forwarded: true })),
    expected: [...byCode({ s: 'SignInRule', fu: 'SignInFailedRule' }), ...nothing(STRANGERS)],
  },
  {
    title: 'changes of users have one rule each, from both kinds of stream',
    patterns: patternsOf(createAuth0UsersToDynamoDbTemplate({ code, eventBusName, eventStreamBusName })),
    expected: [
      ...byCode(USER_RULES),
      ...['user.created', 'user.updated', 'user.deleted'].flatMap((type) =>
        streamEvents(type).map((event): [Envelope, string[]] => [event, ['EventStreamRule']]),
      ),
      ...nothing(['s', 'slo', 'fs', 'f', 'fp', 'fu', 'flo', ...OTHER_CODES].map((one) => logEvent(one))),
      ...nothing(STRANGERS),
    ],
  },
  {
    title: 'a forwarder sends the codes that it is given',
    patterns: patternsOf(createAuth0EventsForwarderTemplate({ eventBusName, dataRegion, codes: ['s', 'fp'] })),
    expected: [
      ...byCode({ s: 'ForwardRule', fp: 'ForwardRule' }),
      ...nothing([logEvent('ss'), logEvent('f'), ...STRANGERS]),
    ],
  },
  {
    title: 'a forwarder without codes sends all that is of its bus',
    patterns: patternsOf(createAuth0EventsForwarderTemplate({ eventBusName, dataRegion })),
    expected: [
      ...byCode({ s: 'ForwardRule', mfar: 'ForwardRule' }),
      ...nothing([logEvent('s', 'com.example.own'), ...streamEvents('user.created')]),
    ],
  },
  {
    title:
      'of CloudTrail’s events, sign-outs, changes and failures have one rule each; successes that a trigger tells have none',
    patterns: patternsOf(createCognitoEventsToKafkaTemplate({ ...kafkaCases[0]!.options, userPoolId: poolOfSamples })),
    expected: [...trails.map((trail): Expected[number] => [{ ...trail }, rulesOfTrail(trail)]), ...nothing(STRANGERS)],
  },
  {
    title: 'CloudTrail’s events of another user pool have no rule, those that name none do',
    patterns: patternsOf(createCognitoEventsToKafkaTemplate({ ...kafkaCases[0]!.options, userPoolId })),
    expected: trails.map((trail): Expected[number] => [
      { ...trail },
      poolOf(trail) === undefined ? rulesOfTrail(trail) : [],
    ]),
  },
  {
    title: 'patterns that would be wrong are seen to be',
    patterns: {
      Prefix: { source: [eventBusName], detail: { data: { type: [{ prefix: 's' }] } } },
      WithoutData: { source: [eventBusName], detail: { type: ['s'] } },
      AnySource: { detail: { data: { type: ['s'] } } },
    },
    expected: [
      [logEvent('slo'), ['Prefix']],
      [logEvent('s'), ['AnySource', 'Prefix']],
      [logEvent('s', 'com.example.own'), ['AnySource']],
    ],
  },
];

it('tries every code that Auth0 publishes', () => {
  expect(new Set(PUBLISHED_CODES).size).toBeGreaterThan(170);
});

describe.skipIf('why' in ruler && unavailable('Event Ruler', ruler.why))('as EventBridge matches,', () => {
  const matched =
    'why' in ruler
      ? []
      : ruler.match(
          scenarios.map(({ patterns, expected }) => ({ patterns, events: expected.map(([event]) => event) })),
        );

  it.each(scenarios.map((each, i) => ({ ...each, i })))('$title', ({ expected, i }) => {
    const said = ([{ source, detail }]: Expected[number]) => `${source} ${JSON.stringify(detail).slice(0, 120)}`;
    expect(expected.map((each, j) => [said(each), matched[i]![j]])).toEqual(
      expected.map((each) => [said(each), each[1]]),
    );
  });
});
