import type { Finding } from '../Finding.ts';
import type { Observations, SeenIdentityRequest, SeenRum, SeenWrite } from '../Observations.ts';
import { describeRequest, isLoopback, originOf } from './requestsOf.ts';

type Explained = Omit<Finding, 'monitor'>;

/** What is wrong with a request whatever it asks for: nobody or somebody else answers, or the service fails. */
export function explainFailure(
  request: SeenWrite | SeenIdentityRequest,
  { messages, reference }: Observations,
): Explained | undefined {
  const { outcome, url } = request;
  const evidence = [describeRequest(request)];
  if (outcome.is === 'answered' && outcome.byServiceWorker)
    return {
      code: 'service-worker',
      title: 'A service worker answers what the SDK sends',
      cause: 'Its fetch handler responds to requests for the service, so that they do not arrive.',
      evidence: [`${evidence[0]}, by a service worker`],
      fix: `Let the fetch handler return, without respondWith, for requests to ${originOf(url)}.`,
    };
  if (outcome.is === 'answered' && (outcome.status === 429 || outcome.status >= 500))
    return failing(evidence, reference);
  if (outcome.is !== 'failed') return undefined;
  const cors = messages.find((text) => /CORS policy/.test(text) && text.includes(originOf(url)));
  if (cors !== undefined)
    return {
      code: 'cors',
      title: 'The browser does not let the page talk to the service (CORS)',
      cause:
        'What answers at this address allows no page of this origin, or not the headers of a signed request. AWS and the console allow both: something else is there, such as a proxy.',
      evidence: [...evidence, cors.split('\n')[0]!],
      fix: 'Let the proxy pass OPTIONS on, with Access-Control-Request-Headers, and the Access-Control headers of the answer back; or point endpoint at the service itself.',
    };
  if (reference && reference.faults > 0) return failing(evidence, reference);
  return {
    code: 'unreachable',
    title: 'Nothing answers at the address of the service',
    cause: isLoopback(url)
      ? 'The console does not run there, or on another port.'
      : 'The name is wrong, or the network, a firewall or a blocker is in the way.',
    evidence,
    fix: isLoopback(url)
      ? `Start the console there: npx @dual-rum/console --port ${new URL(url).port || '80'}.`
      : 'Check endpoint and identityPoolEndpoint of createDualRum, and the network.',
  };
}

function failing(evidence: string[], reference: Observations['reference']): Explained {
  const faults = reference?.faults ?? 0;
  return {
    code: 'service-failing',
    title: 'The service fails',
    cause:
      faults > 0
        ? `The console has ${faults === 1 ? 'a fault' : `${faults} faults`} set, and does what it is told.`
        : 'The service is busy, or a quota is reached. The SDK keeps the events and tries again.',
    evidence,
    fix:
      faults > 0
        ? `Clear the faults on the page ${reference!.url}/faults.`
        : 'Try again later. If it lasts, see the quotas of PutRumEvents.',
  };
}

/** What a rum tells of one app monitor by `onProblem`, as evidence. */
export const problemsOf = ({ problems }: SeenRum, name: string, ...types: string[]): string[] =>
  problems
    .filter(({ type, monitor }) => types.includes(type) && (monitor === undefined || monitor === name))
    .map(({ message }) => message);
