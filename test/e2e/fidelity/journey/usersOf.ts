import type { Journey, User } from './journey.ts';

/** Everybody who signs in by a real client, in the order in which they first do. */
export const usersOf = ({ steps }: Journey): User[] => [
  ...new Set(
    steps
      .flatMap((step): object[] => (step.step === 'tick' ? step.actions : [step]))
      .flatMap((one) => ('user' in one && one.user ? [one.user as User] : [])),
  ),
];
