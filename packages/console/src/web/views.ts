/** The views of the page, by the first part of their address. */
export const views = ['overview', 'journeys', 'sessions', 'live', 'identity', 'isolation', 'faults'] as const;
