import { journeyOf } from '../journey/arbitrary.ts';
import type { Journey, SignInSetup } from '../journey/journey.ts';
import type { Task } from './campaign.ts';

const LENGTH = 20;

/** Everybody who signs in. */
const users = ({ steps }: Journey): unknown[] =>
  steps
    .flatMap((step): object[] => (step.step === 'tick' ? step.actions : [step]))
    .flatMap((one) => ('user' in one && one.user ? [one.user] : []));

/** For each client a journey that signs in by it, both users; seeds are looked for from `first` on. */
export function signInTasks(first: number, ...clients: SignInSetup['client'][]): Task[] {
  return clients.map((client, index) => {
    const suits = (journey: Journey): boolean =>
      journey.setup.signIn?.client === client && new Set(users(journey)).size === 2;
    let seed = first + 1000 * index;
    while (!suits(journeyOf(seed, LENGTH, 'signin'))) seed++;
    return { subject: 'signin', seed, length: LENGTH };
  });
}
