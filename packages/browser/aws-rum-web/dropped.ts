export interface Dropped {
  /** A file of a package as the build resolves it. */
  file: string;
  /** Methods of its class, or functions that its constructor assigns to `this`. */
  members: string[];
  why: string;
}

/** Members that never run here. A bundler keeps all of a class that it keeps, so the build leaves them out. */
export const DROPPED: Dropped[] = [
  {
    file: '@aws-rum/web-core/dist/es/plugins/event-plugins/NavigationPlugin.js',
    members: ['performanceNavigationEventHandlerTimingLevel1'],
    why: 'For browsers without PerformanceNavigationTiming, which cannot run the rest either.',
  },
  {
    file: '@aws-rum/web-core/dist/es/sessions/SessionManager.js',
    members: ['initializeUser', 'getUserIdCookie', 'createOrRenewUserCookie'],
    why: 'Each app monitor is given its user id, and our `createIdStorage.ts` keeps the cookie of it.',
  },
  {
    file: '@aws-rum/web-core/dist/es/sessions/SessionManager.js',
    members: ['isSampled'],
    why: 'Only members of EventCache ask for it that are dropped, too.',
  },
  {
    file: '@aws-rum/web-core/dist/es/event-cache/EventCache.js',
    members: ['getUserDetails', 'hasEvents', 'hasCandidates', 'isSessionSampled', 'getEventBatch'],
    why: 'Only the original Dispatch asks for them. Our `awsRumInternals.ts` takes the batches.',
  },
  {
    file: '@aws-rum/web-slim/dist/es/orchestration/Orchestration.js',
    members: ['dispatchBeacon', 'setAwsCredentials', 'setSigningConfigFactory'],
    why: 'Each instance is given its own, or none: our transport sends and signs.',
  },
];

/** Statements that only call this object are left out too, with their texts: `debug: true` logs each event instead. */
export const LOGGER = 'InternalLogger';
