import { signInTasks } from './drive/signInTasks.ts';
import { useJourneys } from './drive/useJourneys.ts';

/** Beyond the seeds of signIn.test.ts. */
const FIRST = 20_000;

useJourneys(
  signInTasks(
    FIRST,
    ...(['amplify', 'auth0', 'oidc'] as const).flatMap((client) => Array.from({ length: 4 }, () => client)),
  ),
);
