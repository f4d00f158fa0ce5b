import { tasksFor } from './drive/campaign.ts';
import { useJourneys } from './drive/useJourneys.ts';

const LENGTH = 25;
/** The same journeys each time; `npm run fidelity` makes others. */
const SEED = 20;

useJourneys([...tasksFor('slim', SEED, 2, LENGTH), ...tasksFor('full', SEED, 1, LENGTH)]);
