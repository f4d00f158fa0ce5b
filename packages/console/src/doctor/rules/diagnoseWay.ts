import type { Finding } from '../Finding.ts';
import type { Observations, SeenRum } from '../Observations.ts';
import { describeRequest, identityRequestsOf, isAtAws, isLoopback, originOf } from './requestsOf.ts';

/** What keeps everything of a rum on the page, or sends it elsewhere: one finding at most, the first on the way. */
export function diagnoseWay(rum: SeenRum, observations: Observations): Finding[] {
  for (const rule of [elsewhere, mixedContent, connectPolicy, disabled, pending]) {
    const finding = rule(rum, observations);
    if (finding) return [finding];
  }
  return [];
}

function elsewhere(rum: SeenRum, { expectsConsole, reference, requests }: Observations): Finding | undefined {
  if (!expectsConsole || !reference) return undefined;
  const fix = `In development give createDualRum endpoint: '${reference.url}' and identityPoolEndpoint: '${reference.url}'. To examine the app as it is deployed, leave out --console.`;
  const evidence = [`endpoint is ${rum.endpoint}`];
  if (isAtAws(rum.endpoint))
    return {
      code: 'aws-instead-of-console',
      title: 'The app sends to AWS, not to the console',
      cause: 'createDualRum has no endpoint, so that it takes the data plane of AWS. Nothing was let out.',
      evidence,
      fix,
    };
  const atAws = requests.find((request) => request.kind === 'identity' && isAtAws(request.url));
  if (atAws)
    return {
      code: 'identity-at-aws',
      title: 'The app asks AWS for credentials, not the console',
      cause:
        'createDualRum has an endpoint and no identityPoolEndpoint, so that it asks the identity pools of AWS. Nothing was let out.',
      evidence: [describeRequest(atAws)],
      fix,
    };
  if (sameServer(rum.endpoint, reference.url)) return undefined;
  return {
    code: 'other-endpoint',
    title: 'The app sends elsewhere than to the console',
    cause: 'endpoint of createDualRum is another address than that of the console given.',
    evidence: [...evidence, `the console is at ${reference.url}`],
    fix,
  };
}

/** 127.0.0.1 and localhost are the same machine. */
function sameServer(one: string, other: string): boolean {
  const [a, b] = [originOf(one), originOf(other)];
  return a === b || (isLoopback(one) && isLoopback(other) && new URL(a).port === new URL(b).port);
}

function mixedContent(rum: SeenRum, { page, messages }: Observations): Finding | undefined {
  if (!page.secure || !rum.endpoint.startsWith('http:')) return undefined;
  const said = messages.find((text) => text.startsWith('Mixed Content') && text.includes(originOf(rum.endpoint)));
  if (said === undefined) return undefined;
  return {
    code: 'mixed-content',
    title: 'The browser blocks http on an https page',
    cause:
      'The page is https and endpoint is http. Browsers send nothing from the one to the other, but for 127.0.0.1 and localhost.',
    evidence: [`endpoint is ${rum.endpoint}`, firstLine(said)],
    fix: 'Give endpoint an https address, or one on 127.0.0.1.',
  };
}

function connectPolicy(rum: SeenRum, observations: Observations): Finding | undefined {
  const addresses = new Set([
    originOf(rum.endpoint),
    ...[...identityRequestsOf('guest', observations), ...identityRequestsOf('authenticated', observations)].map(
      ({ url }) => originOf(url),
    ),
  ]);
  const isOurs = (blocked: string): boolean =>
    addresses.has(originOf(blocked)) ||
    isAtAws(blocked) ||
    (/^https?:/.test(blocked) && sameServer(blocked, rum.endpoint));
  const blocked = observations.violations.filter(
    ({ directive, blocked, enforced }) => enforced && directive === 'connect-src' && isOurs(blocked),
  );
  if (blocked.length === 0) return undefined;
  const hosts = [...new Set(blocked.map(({ blocked }) => originOf(blocked)))];
  return {
    code: 'csp-blocks',
    title: 'The Content-Security-Policy blocks what the SDK sends',
    cause: 'connect-src of the policy does not name the services that the SDK talks to.',
    evidence: hosts.map((host) => `connect-src blocked ${host}`),
    fix: `Add ${hosts.join(' ')} to connect-src. It takes the RUM data plane and, where guests or users have an identity pool, that of cognito-identity.`,
  };
}

function disabled({ state, health, problems }: SeenRum): Finding | undefined {
  const idle = health.guest.state === 'idle' && health.authenticated.state === 'idle';
  if (!idle || state === 'pending' || health.guest.sent + health.authenticated.sent > 0) return undefined;
  if (problems.some(({ type }) => type === 'internal')) return undefined;
  return {
    code: 'disabled',
    title: 'The rum is disabled',
    cause:
      'createDualRum was given enabled: false (or config.enableRumClient: false), and enable() was not called; or disable() was.',
    evidence: [`state is ${state}, and neither app monitor is active`],
    fix: 'Call rum.enable() once there is consent. If doctor has to give consent first, use --show or --storage-state.',
  };
}

function pending(
  { state, problems, guestId, authenticatedId }: SeenRum,
  { requests }: Observations,
): Finding | undefined {
  const failed = problems.find(({ type }) => type === 'auth');
  if (failed)
    return {
      code: 'auth-source-fails',
      title: 'The sign-in source does not say who is signed in',
      cause: 'current() of the AuthSource rejects, so that the last known state is kept: at the start, guest.',
      evidence: [failed.message],
      fix: 'See what the sign-in client says: with Amplify, call Amplify.configure before the source is created; with Auth0 or OpenID Connect, check domain, client id and network.',
    };
  if (
    state !== 'pending' ||
    requests.some((request) => request.kind === 'write' && [guestId, authenticatedId].includes(request.monitorId))
  )
    return undefined;
  return {
    code: 'sign-in-pending',
    title: 'It is never known who is signed in',
    cause:
      'The AuthSource does not answer, or initialState is pending and setSignedIn is not called. Everything waits until pendingTimeout, and then goes to the guests.',
    evidence: ['state is pending'],
    fix: 'Let current() answer, with null for guests; without auth, call setSignedIn(false) for guests, too.',
  };
}

const firstLine = (text: string): string => text.split('\n')[0]!;
