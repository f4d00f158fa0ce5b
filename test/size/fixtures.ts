/** The applications that are measured, each one file. They put what they make on `globalThis`, so that no bundler drops it. */
const options = `{
  region: 'us-east-1',
  applicationVersion: '1.0.0',
  guest: {
    appMonitorId: '00000000-0000-4000-8000-000000000001',
    identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
  },
  authenticated: {
    appMonitorId: '00000000-0000-4000-8000-000000000002',
    identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
  },
  config: { telemetries: ['errors', 'performance', 'http'], sessionSampleRate: 1, allowCookies: true },
}`;

/** The application with a source of sign-in, and nothing of the client that the source takes. */
const withSource = (entry: string, source: string) => ({
  file: 'main.js',
  code: `
import { createDualRum } from '@dual-rum/browser';
import { ${source} } from '@dual-rum/browser/${entry}';
globalThis.rum = createDualRum({ ...${options}, auth: ${source}(globalThis.client) });
`,
});

export const fixtures = {
  dualRum: {
    file: 'main.js',
    code: `
import { createDualRum } from '@dual-rum/browser';
globalThis.rum = createDualRum(${options});
`,
  },
  dualRumVue: {
    file: 'main.js',
    code: `
import { createDualRum } from '@dual-rum/browser';
import { createRumPlugin, useRum } from '@dual-rum/browser/vue';
globalThis.rum = createDualRum(${options});
globalThis.plugin = createRumPlugin(globalThis.rum, { router: globalThis.router });
globalThis.useRum = useRum;
`,
  },
  dualRumNuxt: {
    file: 'main.js',
    code: `
import { createDualRum } from '@dual-rum/browser';
import { createRumPlugin, useRum } from '@dual-rum/browser/nuxt';
globalThis.rum = createDualRum(${options});
globalThis.plugin = createRumPlugin(globalThis.rum);
globalThis.useRum = useRum;
`,
  },
  dualRumReact: {
    file: 'main.js',
    code: `
import { createDualRum } from '@dual-rum/browser';
import { recordPageViews, RumProvider, rumRootOptions, useRum } from '@dual-rum/browser/react';
globalThis.rum = createDualRum(${options});
globalThis.stop = recordPageViews(globalThis.rum, globalThis.router);
globalThis.options = rumRootOptions(globalThis.rum);
globalThis.RumProvider = RumProvider;
globalThis.useRum = useRum;
`,
  },
  /** With what the router of Next.js and others need, whose page only components know. */
  dualRumReactHooks: {
    file: 'main.js',
    code: `
import { createDualRum } from '@dual-rum/browser';
import { paramPattern, usePageView, useRecordError } from '@dual-rum/browser/react';
globalThis.rum = createDualRum(${options});
Object.assign(globalThis, { paramPattern, usePageView, useRecordError });
`,
  },
  dualRumAngular: {
    file: 'main.js',
    code: `
import { createDualRum } from '@dual-rum/browser';
import { recordErrors, recordPageViews } from '@dual-rum/browser/angular';
globalThis.rum = createDualRum(${options});
globalThis.stop = recordPageViews(globalThis.rum, globalThis.router);
globalThis.handler = recordErrors(globalThis.rum, globalThis.handler);
`,
  },
  dualRumAuth0: withSource('auth0', 'auth0Source'),
  dualRumCognito: withSource('cognito', 'amplifySource'),
  dualRumOidc: withSource('oidc', 'oidcSource'),
  /** Where the AWS SDK is, so that its absence elsewhere means something. */
  awsSdk: {
    file: 'main.js',
    code: `
import { awsSdkCredentials } from '@dual-rum/browser/aws-sdk';
globalThis.credentials = awsSdkCredentials({ identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000' });
`,
  },
  typesOnly: {
    file: 'main.ts',
    code: `
import type { DualRum, DualRumOptions } from '@dual-rum/browser';
export type Application = { rum: DualRum; options: DualRumOptions };
`,
  },
  /** JavaScript, where a bundler may drop an import only because the package says it has no side effects. */
  unused: {
    file: 'main.js',
    code: `import '@dual-rum/browser';\n${['vue', 'nuxt', 'react', 'angular', 'auth0', 'cognito', 'oidc', 'aws-sdk'].map((entry) => `import '@dual-rum/browser/${entry}';\n`).join('')}`,
  },
  awsRumWeb: {
    file: 'main.js',
    code: `
import { AwsRum } from 'aws-rum-web';
globalThis.rum = new AwsRum('00000000-0000-4000-8000-000000000001', '1.0.0', 'us-east-1', {
  identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
  telemetries: ['errors', 'performance', 'http'],
  sessionSampleRate: 1,
  allowCookies: true,
});
`,
  },
  /** Others in the field, each with what comes nearest to errors, performance and requests, and without session replay. */
  sentry: {
    file: 'main.js',
    code: `
import * as Sentry from '@sentry/browser';
Sentry.init({
  dsn: 'https://key@example.ingest.sentry.io/1',
  release: '1.0.0',
  integrations: [Sentry.browserTracingIntegration()],
  tracesSampleRate: 1,
});
`,
  },
  datadog: {
    file: 'main.js',
    code: `
import { datadogRum } from '@datadog/browser-rum-slim';
datadogRum.init({ applicationId: 'id', clientToken: 'token', site: 'datadoghq.com', service: 'shop', version: '1.0.0' });
`,
  },
  faro: {
    file: 'main.js',
    code: `
import { getWebInstrumentations, initializeFaro } from '@grafana/faro-web-sdk';
initializeFaro({
  url: 'https://example.com/collect',
  app: { name: 'shop', version: '1.0.0' },
  instrumentations: getWebInstrumentations(),
});
`,
  },
} as const;

export type Fixture = keyof typeof fixtures;

/** What the application has anyway. */
export const external = ['vue', 'vue-router', 'react'];
