import type { Finding } from '../Finding.ts';
import type { MonitorName, Observations, SeenIdentityRequest, SeenRum, SeenWrite } from '../Observations.ts';
import { explainIdentity } from './explainIdentity.ts';
import { explainWrite } from './explainWrite.ts';
import { silenceOf } from './silenceOf.ts';
import { idOf, identityRequestsOf, writesOf } from './requestsOf.ts';

/** What is wrong on the way to each app monitor: one finding for each at most, the first on the way. */
export function diagnoseMonitors(rum: SeenRum, observations: Observations): Finding[] {
  const { reference } = observations;
  if (reference?.is === 'known') {
    const swapped = areSwapped(rum, reference.monitors);
    if (swapped) return [swapped];
  }
  const findings = (['guest', 'authenticated'] as const).flatMap(
    (name) => diagnoseMonitor(name, rum, observations) ?? [],
  );
  // One cause that shows at both, such as a region, is one finding.
  return findings.filter(
    ({ code, cause }, index) => findings.findIndex((other) => other.code === code && other.cause === cause) === index,
  );
}

function diagnoseMonitor(name: MonitorName, rum: SeenRum, observations: Observations): Finding | undefined {
  const byId = unknownId(name, rum, observations);
  if (byId) return byId;
  const writes = writesOf(rum, name, observations);
  const lastWrite = writes.filter(({ outcome }) => outcome.is !== 'open').at(-1);
  if (lastWrite && !isFine(lastWrite)) return withMonitor(name, explainWrite(name, lastWrite, rum, observations));
  if (lastWrite) return rejected(name, rum);
  const identityRequests = identityRequestsOf(name, observations);
  const lastIdentity = identityRequests.filter(({ outcome }) => outcome.is !== 'open').at(-1);
  if (lastIdentity && !isFine(lastIdentity))
    return withMonitor(name, explainIdentity(name, lastIdentity, observations));
  return withMonitor(name, silenceOf(name, rum, identityRequests, observations));
}

/** The console has no such app monitor, or one for others. */
function unknownId(name: MonitorName, rum: SeenRum, { reference }: Observations): Finding | undefined {
  if (reference?.is !== 'known') return undefined;
  const id = idOf(rum, name);
  const monitor = reference.monitors.find((each) => each.id === id);
  const known = reference.monitors.map((each) => `${each.id} (${each.name}, ${each.state})`);
  if (!monitor)
    return {
      code: 'unknown-monitor',
      monitor: name,
      title: `There is no app monitor with the id in ${name}.appMonitorId`,
      cause:
        'The id is misspelt, or is of another account, region or console. A console that was given no ids makes new ones at each start.',
      evidence: [`${name}.appMonitorId is ${id}`, `there are ${known.join(', ')}`],
      fix: `Give ${name}.appMonitorId one of these ids, or start the console with the ids of the app: --config.`,
    };
  if (monitor.state === name || monitor.state === 'other') return undefined;
  return {
    code: 'wrong-monitor',
    monitor: name,
    title: `${name}.appMonitorId is the app monitor of ${name === 'guest' ? 'signed-in users' : 'guests'}`,
    cause: `By the policies, ${monitor.name} is the app monitor of ${monitor.state === 'guest' ? 'guests' : 'signed-in users'}.`,
    evidence: [`${name}.appMonitorId is ${id} (${monitor.name})`],
    fix: `Give ${name}.appMonitorId the id of an app monitor that is meant for it: ${known.join(', ')}.`,
  };
}

function areSwapped(rum: SeenRum, monitors: { id: string; name: string; state: string }[]): Finding | undefined {
  const stateOf = (name: MonitorName): string | undefined => monitors.find(({ id }) => id === idOf(rum, name))?.state;
  if (stateOf('guest') !== 'authenticated' || stateOf('authenticated') !== 'guest') return undefined;
  return {
    code: 'monitors-swapped',
    title: 'The two app monitors are swapped',
    cause:
      'guest.appMonitorId is the app monitor of signed-in users, and authenticated.appMonitorId that of guests. Guests may not write to the one, and what users do would be mixed with what anyone writes.',
    evidence: [`guest.appMonitorId is ${rum.guestId}`, `authenticated.appMonitorId is ${rum.authenticatedId}`],
    fix: 'Exchange the two ids.',
  };
}

/** Most was delivered, and the service found single events invalid. */
function rejected(name: MonitorName, { problems, health }: SeenRum): Finding | undefined {
  const problem = problems.find(({ type, monitor }) => type === 'rejected' && monitor === name);
  if (!problem) return undefined;
  return {
    code: 'events-rejected',
    monitor: name,
    title: 'The service finds events invalid',
    cause:
      'A custom event, an attribute or what beforeSend returns is not what PutRumEvents takes. These events are lost.',
    evidence: [problem.message, `${health[name].dropped['rejected'] ?? 0} events dropped`],
    fix: problem.fix,
  };
}

const isFine = ({ outcome }: SeenWrite | SeenIdentityRequest): boolean =>
  outcome.is === 'answered' && outcome.status < 300 && !outcome.byServiceWorker;

const withMonitor = (monitor: MonitorName, finding: Omit<Finding, 'monitor'> | undefined): Finding | undefined =>
  finding && { ...finding, monitor };
