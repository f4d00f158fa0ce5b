export interface KnownCall {
  /** A member that a replacement lacks or that is dropped. */
  member: string;
  /** The file that names it, in code that ships, and the function around. */
  file: string;
  within: string;
  why: string;
}

/** Members that are gone but still named in code that ships, and why that code never runs. */
export const CALLS: KnownCall[] = [
  {
    member: 'initializeUser',
    file: '@aws-rum/web-core/dist/es/sessions/SessionManager.js',
    within: 'constructor',
    why: 'Only without `config.userId`, and every app monitor is created with one.',
  },
  {
    member: 'createOrRenewUserCookie',
    file: '@aws-rum/web-core/dist/es/sessions/SessionManager.js',
    within: 'storeSessionAsCookie',
    why: 'Only with `userIdRetentionDays` above 0, and every app monitor is created with 0.',
  },
  {
    member: 'createOrRenewUserCookie',
    file: '@aws-rum/web-core/dist/es/sessions/SessionManager.js',
    within: 'adoptUser',
    why: 'Only with `userIdRetentionDays` above 0, and every app monitor is created with 0.',
  },
  {
    member: 'performanceNavigationEventHandlerTimingLevel1',
    file: '@aws-rum/web-core/dist/es/plugins/event-plugins/NavigationPlugin.js',
    within: 'eventListener',
    why: 'Only without PerformanceNavigationTiming.',
  },
  {
    member: 'dispatchFetch',
    file: '@aws-rum/web-slim/dist/es/orchestration/Orchestration.js',
    within: 'dispatch',
    why: 'Each instance is given a `dispatch` of its own.',
  },
  ...['dispatchBeacon', 'setAwsCredentials'].map((member) => ({
    member,
    file: 'src/monitor/createAppMonitor.ts',
    within: 'createAppMonitor',
    why: 'It is given to the instance here.',
  })),
];
