import { tasksFor } from '../e2e/fidelity/drive/campaign.ts';
import { useJourneys } from '../e2e/fidelity/drive/useJourneys.ts';

/** Services that fail now and then. The same journeys each time; `npm run fidelity -- --faults` makes others. */
useJourneys(tasksFor('slim', 4015, 2, 25, true));
