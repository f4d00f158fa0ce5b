import type { Finding } from '../Finding.ts';
import type { Observations, SeenRum } from '../Observations.ts';
import { writesOf } from './requestsOf.ts';

/** Signatures are good for five minutes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const TOLERATED = 5 * 60_000;

/** The clock of this machine is not that of the service. */
export function diagnoseClock(rum: SeenRum, observations: Observations): Finding[] {
  const skews = (['guest', 'authenticated'] as const)
    .flatMap((name) => writesOf(rum, name, observations))
    .flatMap(({ outcome }) =>
      outcome.is === 'answered' && outcome.clockSkew !== undefined ? [outcome.clockSkew] : [],
    );
  const skew = skews.find((each) => Math.abs(each) > TOLERATED);
  if (skew === undefined) return [];
  return [
    {
      code: 'clock',
      title: `The clock of this machine is ${Math.round(Math.abs(skew) / 60_000)} minutes ${skew > 0 ? 'slow' : 'fast'}`,
      cause:
        'The service takes signatures of five minutes around its own time. The SDK signs again with the time of the service, which costs one refused request on each page.',
      evidence: [`the service answers with a Date ${Math.round(skew / 1000)} s from the time here`],
      fix: 'Set the clock, best by a time server.',
    },
  ];
}
