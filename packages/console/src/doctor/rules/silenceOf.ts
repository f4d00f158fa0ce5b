import type { Finding } from '../Finding.ts';
import type { MonitorName, Observations, SeenIdentityRequest, SeenRum } from '../Observations.ts';
import { problemsOf } from './explainFailure.ts';
import { describeRequest } from './requestsOf.ts';

type Explained = Omit<Finding, 'monitor'>;

/** Why nothing was sent for an app monitor that records. Undefined for one that does not. */
export function silenceOf(
  name: MonitorName,
  rum: SeenRum,
  identityRequests: SeenIdentityRequest[],
  observations: Observations,
): Explained | undefined {
  const { state, queued, sent, dropped } = rum.health[name];
  if (state === 'idle' && queued === 0) return undefined;
  // Sent on an earlier page, or before doctor looked.
  if (sent > 0 && queued === 0) return undefined;
  const unwanted = sent === 0 ? leftOut(rum, dropped, observations) : undefined;
  if (unwanted) return unwanted;
  return queued > 0 ? unsent(name, rum, identityRequests) : NOTHING_RECORDED;
}

function unsent(name: MonitorName, rum: SeenRum, identityRequests: SeenIdentityRequest[]): Explained {
  const waiting = `${rum.health[name].queued} events wait, and none was sent`;
  const open = identityRequests.find(({ outcome }) => outcome.is === 'open');
  const failed = problemsOf(rum, name, 'credentials');
  if (failed.length > 0 && !open)
    return {
      code: 'credentials-fail',
      title: 'The credentials provider fails',
      cause: `credentials of ${name} rejects, gives something else than credentials, or there are none.`,
      evidence: [...failed, waiting],
      fix: `Let credentials of ${name} return accessKeyId, secretAccessKey and sessionToken; or give ${name} the identityPoolId.`,
    };
  return {
    code: 'credentials-pending',
    title: 'The credentials never come',
    cause: open
      ? 'The identity pool does not answer.'
      : `credentials of ${name}, or idToken of the AuthSource, is a promise that does not settle.`,
    evidence: [...(open ? [describeRequest(open)] : []), waiting],
    fix: open
      ? 'See whether the address of the identity pool can be reached from the page, and what is between.'
      : 'Let the promise resolve with credentials, or reject: the SDK asks again.',
  };
}

/** By an option of the app nothing is recorded, or nothing of it is sent. */
function leftOut(
  { sampleRate, include, exclude, health }: SeenRum,
  dropped: Record<string, number>,
  { page }: Observations,
): Explained | undefined {
  const nothingWaits = health.guest.queued + health.authenticated.queued === 0;
  if (sampleRate === 0 || (sampleRate !== undefined && sampleRate < 1 && nothingWaits && isEmpty(dropped)))
    return {
      code: 'sampled-out',
      title: 'The session is not sampled',
      cause: `config.sessionSampleRate is ${sampleRate}: of ${sampleRate === 0 ? 'no session' : `${Math.round((1 - sampleRate) * 100)} % of the sessions, this one among them, nothing`} is recorded.`,
      evidence: ['the app monitor is active, and nothing was recorded'],
      fix: 'Set sessionSampleRate to 1 in development.',
    };
  const matches = (patterns: string[] | undefined): boolean =>
    (patterns ?? []).some((pattern) => testPattern(pattern, page.url));
  if (matches(exclude) || (include !== undefined && include.length > 0 && !matches(include)))
    return {
      code: 'page-excluded',
      title: 'The page is excluded',
      cause: 'By config.pagesToExclude or config.pagesToInclude nothing on this page is recorded.',
      evidence: [
        `the page is ${page.url}`,
        ...(matches(exclude)
          ? [`pagesToExclude has ${exclude!.join(', ')}`]
          : [`pagesToInclude has ${include!.join(', ')}`]),
      ],
      fix: 'Correct the patterns: they are matched against the whole address. Or let doctor look at a page that is to be recorded.',
    };
  if ((dropped['beforeSend'] ?? 0) > 0)
    return {
      code: 'before-send-drops',
      title: 'beforeSend drops everything',
      cause: 'beforeSend throws, or returns null or false, for every event. What it does not return is not sent.',
      evidence: [`${dropped['beforeSend']} events dropped by beforeSend, none sent`],
      fix: 'Return the event at the end of beforeSend.',
    };
  return undefined;
}

const NOTHING_RECORDED: Explained = {
  code: 'nothing-recorded',
  title: 'Nothing is recorded',
  cause:
    'The app monitor is active, and no instrument has reported anything: telemetries may be empty, with disableAutoPageView and no page view by the app.',
  evidence: ['no event was recorded on the page'],
  fix: "Leave config.telemetries out, or give ['errors', 'performance', 'http']; record page views by a router's plugin or rum.recordPageView.",
};

const isEmpty = (record: object): boolean => Object.keys(record).length === 0;

/** Patterns come as `/source/flags`. */
function testPattern(pattern: string, url: string): boolean {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [];
  return source !== undefined && new RegExp(source, flags!.replace(/[gy]/g, '')).test(url);
}
