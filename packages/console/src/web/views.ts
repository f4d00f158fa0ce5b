/** The views of the page, by the first part of their address. */
export const views = [
  'overview',
  'journeys',
  'sessions',
  'live',
  'identity',
  'verdicts',
  'isolation',
  'faults',
] as const;
