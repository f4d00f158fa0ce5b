import type { Setup } from '../journey/journey.ts';
import type { Wiring } from './subject.ts';

/** What the driver tells the page before anything runs. */
export type PageSetup = Setup &
  Omit<Wiring, 'initialState' | 'auth' | 'config'> & {
    /** How the client that signs in is configured. */
    client?: object;
    /** Nobody else hears what goes wrong in the page. */
    hearsItself?: boolean;
  };
