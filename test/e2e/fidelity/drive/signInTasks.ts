import { journeyOf } from '../journey/arbitrary.ts';
import type { Journey, SignInSetup } from '../journey/journey.ts';
import { usersOf } from '../journey/usersOf.ts';
import type { Task } from './campaign.ts';

const LENGTH = 20;

/**
 * For each client a journey that signs in by it, both users; seeds are looked for from `first` on.
 *
 * @param faulty the services fail now and then.
 */
export function signInTasks(first: number, clients: readonly SignInSetup['client'][], faulty = false): Task[] {
  return clients.map((client, index) => {
    const suits = (journey: Journey): boolean =>
      journey.setup.signIn?.client === client && usersOf(journey).length === 2;
    let seed = first + 1000 * index;
    while (!suits(journeyOf(seed, LENGTH, 'signin', faulty))) seed++;
    return { subject: 'signin', seed, length: LENGTH, faulty };
  });
}
