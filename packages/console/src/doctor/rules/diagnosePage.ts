import type { Finding } from '../Finding.ts';
import type { Observations, SeenWrite } from '../Observations.ts';

/** What createDualRum says when an option cannot work; in production builds it says so in the console of the browser. */
const REFUSED = /createDualRum: (.+)/;

/** What is wrong before any app monitor has its turn: whether the SDK is on the page, once, and alone. */
export function diagnosePage(observations: Observations): Finding[] {
  const { rums, page } = observations;
  if (page.status >= 400)
    return [
      {
        code: 'page-failed',
        title: `The app answers ${page.status}`,
        cause: 'The address is not one of the app, or its server fails.',
        evidence: [`GET ${page.url} → ${page.status}`],
        fix: 'Give doctor an address that shows the app.',
      },
    ];
  const found =
    rums.length === 0 ? [withoutRum(observations)] : [...several(observations), ...otherClient(observations)];
  return found;
}

function withoutRum({ errors, messages, violations, requests, hasSnippet }: Observations): Finding {
  const refused = [...errors, ...messages].map((text) => REFUSED.exec(text)?.[1]).find((text) => text !== undefined);
  if (refused !== undefined)
    return {
      code: 'wrong-options',
      title: 'createDualRum refuses its options',
      cause: 'An option cannot work, or would mix the two app monitors, so no rum was created.',
      evidence: [refused],
      fix: 'Correct the option that the message names.',
    };
  const scripts = violations.filter(({ directive, enforced }) => enforced && directive.startsWith('script-src'));
  if (scripts.length > 0)
    return {
      code: 'csp-blocks-script',
      title: 'The Content-Security-Policy keeps a script from running',
      cause: 'The policy of the page does not allow where the script comes from, so createDualRum never runs.',
      evidence: scripts.map(({ directive, blocked }) => `${directive} blocked ${blocked}`),
      fix: 'Allow the source of the script in script-src, or serve the script from where the policy allows it.',
    };
  const writes = requests.filter((request) => request.kind === 'write');
  if (writes.length > 0 || hasSnippet)
    return {
      code: 'plain-client',
      title: 'The page uses aws-rum-web without Dual RUM',
      cause:
        'Something on the page sends to one app monitor by itself: the snippet of the CloudWatch console, or an AwsRum of the app.',
      evidence: [
        ...(hasSnippet ? ['window has cwr'] : []),
        ...monitorsOf(writes).map((id) => `PutRumEvents for app monitor ${id}`),
      ],
      fix: 'Replace it by createDualRum with the two app monitors.',
    };
  if (errors.length > 0)
    return {
      code: 'app-fails',
      title: 'The app fails before it creates the rum',
      cause: 'An error that nothing caught ended the script, and createDualRum was not called.',
      evidence: errors.slice(0, 3),
      fix: 'Correct the error. Call createDualRum before anything else that may fail, so that such errors are recorded, too.',
    };
  return {
    code: 'no-sdk',
    title: 'There is no Dual RUM on the page',
    cause:
      'createDualRum was not called: its module is not imported, was shaken out of the bundle, or waits for something, such as consent.',
    evidence: ['no rum was created, and nothing was sent to CloudWatch RUM'],
    fix: 'Import the module that calls createDualRum from the entry of the app. Where it waits for consent, create the rum with enabled: false and call enable() later.',
  };
}

function several({ rums }: Observations): Finding[] {
  if (rums.length < 2) return [];
  return [
    {
      code: 'several-rums',
      title: `The page has ${rums.length} rums`,
      cause: 'createDualRum is called for several pairs of app monitors, each of which records the whole page.',
      evidence: rums.map(({ guestId, authenticatedId }) => `guest ${guestId}, authenticated ${authenticatedId}`),
      fix: 'Create one rum, in a module of its own, and import it wherever it is needed.',
    },
  ];
}

function otherClient({ rums, requests, hasSnippet }: Observations): Finding[] {
  const ours = new Set(rums.flatMap(({ guestId, authenticatedId }) => [guestId, authenticatedId]));
  const others = monitorsOf(requests.filter((request) => request.kind === 'write')).filter((id) => !ours.has(id));
  if (others.length === 0 && !hasSnippet) return [];
  return [
    {
      code: 'second-client',
      title: 'Another RUM client is on the page',
      cause:
        'The snippet of the CloudWatch console, or an AwsRum of the app, is there beside Dual RUM. What happens is recorded and paid for twice.',
      evidence: [
        ...(hasSnippet ? ['window has cwr'] : []),
        ...others.map((id) => `PutRumEvents for app monitor ${id}, which no rum has`),
      ],
      fix: 'Remove the snippet and its configuration; createDualRum takes the same options in config.',
    },
  ];
}

const monitorsOf = (writes: SeenWrite[]): string[] => [...new Set(writes.map(({ monitorId }) => monitorId))];
