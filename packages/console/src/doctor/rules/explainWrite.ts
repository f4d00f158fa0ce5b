import type { Finding } from '../Finding.ts';
import type { MonitorName, Observations, SeenRum, SeenWrite } from '../Observations.ts';
import { explainFailure } from './explainFailure.ts';
import { wrongRegion } from './explainIdentity.ts';
import { describeRequest, idOf } from './requestsOf.ts';

type Explained = Omit<Finding, 'monitor'>;

/** Why an app monitor did not take the last batch. Undefined where nothing can be said of it. */
export function explainWrite(
  name: MonitorName,
  write: SeenWrite,
  rum: SeenRum,
  observations: Observations,
): Explained | undefined {
  const failure = explainFailure(write, observations);
  if (failure) return failure;
  const { outcome } = write;
  const { reference } = observations;
  if (outcome.is !== 'answered') return undefined;
  const { status, type, message } = outcome;
  const evidence = [describeRequest(write)];
  if (write.region !== undefined && reference && write.region !== reference.region)
    return wrongRegion(write.region, reference.region, evidence);
  if (status === 404)
    return {
      code: 'unknown-monitor',
      title: `There is no app monitor with the id in ${name}.appMonitorId`,
      cause: 'The id is misspelt, or is of another account or region.',
      evidence,
      fix: `Give ${name}.appMonitorId the id of an app monitor in this region.`,
    };
  if (status === 400 || status === 413)
    return {
      code: 'events-rejected',
      title: 'The service finds events invalid',
      cause:
        'A custom event, an attribute or what beforeSend returns is not what PutRumEvents takes. These events are lost.',
      evidence,
      fix: 'Check custom events, attributes and beforeSend against what the service says.',
    };
  if (type === 'UnrecognizedClientException' || type === 'ExpiredTokenException') {
    // What signs is of AWS, and nothing here can tell whether it is good there.
    if (reference?.is === 'learned') return undefined;
    return {
      code: 'foreign-credentials',
      title: 'The credentials are not of this service',
      cause: `What signs for ${name} was not issued by the identity pool of this console: credentials of AWS, of an earlier start of the console, or an app that asks another pool.`,
      evidence,
      fix: `Give ${name} the identityPoolId of the console and createDualRum its identityPoolEndpoint, in place of credentials of your own; then load the app again.`,
    };
  }
  if (type === 'AccessDeniedException' && !write.signed) return unsigned(name, write, observations, evidence);
  if (type === 'AccessDeniedException')
    return {
      code: 'role-may-not-write',
      title: `The role of ${name === 'guest' ? 'guests' : 'signed-in users'} may not write to the app monitor`,
      cause: /explicit deny/.test(message)
        ? 'A policy denies it in so many words: a Deny wins over every Allow.'
        : `No policy of the role allows rum:PutRumEvents on the ARN of this app monitor. The ARN has the name of the app monitor, not its id.`,
      evidence,
      fix: /explicit deny/.test(message)
        ? 'Take the Deny out of the policy, or give the app monitor to those it is for.'
        : `Allow rum:PutRumEvents on arn:aws:rum:<region>:<account>:appmonitor/${nameOf(idOf(rum, name), observations)} in the policy of the role.`,
    };
  return {
    code: 'write-refused',
    title: `The service refuses what is sent for ${name}`,
    cause: 'The signature, the clock or the permission is not right; the answer says which.',
    evidence,
    fix: 'See the answer. Check the region, the clock of this machine, and what is between the page and the service.',
  };
}

function unsigned(name: MonitorName, { alias }: SeenWrite, { reference }: Observations, evidence: string[]): Explained {
  const wanted = reference?.is === 'known' && name === 'guest' ? reference.alias : undefined;
  if (wanted !== undefined || alias !== undefined)
    return {
      code: 'alias',
      title: alias === undefined ? 'The alias is missing' : 'The alias is wrong',
      cause: 'The resource policy of the app monitor takes unsigned requests with its rum:alias only.',
      evidence: [...evidence, alias === undefined ? `${name}.alias is not set` : `${name}.alias is "${alias}"`],
      fix:
        wanted === undefined
          ? `Give ${name}.alias the alias that the resource policy names.`
          : `Set ${name}.alias to '${wanted}'.`,
    };
  return {
    code: 'unsigned',
    title: 'The requests are not signed, and have to be',
    cause: `${name}.signing is false, and the app monitor has no resource policy that allows unsigned requests.`,
    evidence,
    fix: `Give ${name} the identityPoolId in place of signing: false; or allow Principal "*" with a rum:alias in the resource policy.`,
  };
}

const nameOf = (id: string, { reference }: Observations): string =>
  reference?.monitors.find((monitor) => monitor.id === id)?.name ?? '<Name>';
