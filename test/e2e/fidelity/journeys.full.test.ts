import { tasksFor } from './drive/campaign.ts';
import { useJourneys } from './drive/useJourneys.ts';

const LENGTH = 30;
/** The first ones that journeys.test.ts leaves. */
const SEED = 23;

useJourneys([...tasksFor('slim', SEED, 47, LENGTH), ...tasksFor('full', SEED, 10, LENGTH)]);
