import { parseArgs } from 'node:util';

export const usage = `Usage: npm run demo -- [options]

Starts the demo shop and a local CloudWatch RUM on 127.0.0.1 and tells you what to open.

Options:
  --port <number>          the shop's port (default: any free one)
  --console-port <number>  the console's port (default: any free one)
  --auth <client>          who signs users in: development (default: the console's own issuer, any name,
                           no password), auth0, cognito (Amplify) or oidc (oidc-client-ts), the real
                           client library against a local service
  --journey                walks through the shop in a headless browser, draws what both
                           app monitors received, and fails unless that is exactly right
  --events <folder>        where the files with identity events go, with --auth auth0 or cognito (default:
                           a temporary folder)
  --kafka                  with --auth cognito: a real Kafka broker on this machine, in whose topic the
                           identity events are (needs Java 17, and brings Kafka from Maven Central)
  -h, --help               shows this
`;

export const AUTHS = ['development', 'auth0', 'cognito', 'oidc'] as const;
export type AuthName = (typeof AUTHS)[number];

export interface DemoOptions {
  port: number;
  consolePort: number;
  auth: AuthName;
  journey: boolean;
  eventsFolder: string | undefined;
  kafka: boolean;
  help: boolean;
}

/** Throws with a message for the user when an option is unknown or its value cannot be used. */
export function demoOptions(args: string[]): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      'console-port': { type: 'string', default: '0' },
      auth: { type: 'string', default: 'development' },
      journey: { type: 'boolean', default: false },
      events: { type: 'string' },
      kafka: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.kafka && values.auth !== 'cognito') throw new Error('--kafka takes the events of --auth cognito.');
  return {
    port: portOf('--port', values.port),
    consolePort: portOf('--console-port', values['console-port']),
    auth: authOf(values.auth),
    journey: values.journey,
    eventsFolder: values.events,
    kafka: values.kafka,
    help: values.help,
  };
}

function authOf(value: string): AuthName {
  const known = AUTHS.find((name) => name === value);
  if (!known) throw new Error(`--auth takes ${AUTHS.join(', ')}, not "${value}".`);
  return known;
}

function portOf(option: string, value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new Error(`${option} takes a number from 0 to 65535 (0: any free port), not "${value}".`);
  }
  return Number(value);
}
