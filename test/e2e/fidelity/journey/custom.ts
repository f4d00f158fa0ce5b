/** Type of the custom events that journeys record. */
export const CUSTOM = 'fidelity';
