import type { IdentityCloudEvent } from '../model/toCloudEvent.ts';

/** Takes an event away from a trigger. */
export interface Carrier {
  /**
   * Resolves when the event is safe.
   * @param until when the trigger must be answered: milliseconds since 1970
   */
  carry: (event: IdentityCloudEvent, until: number) => Promise<void>;
}
