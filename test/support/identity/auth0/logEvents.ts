import { randomInt, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** An event of Auth0's log stream as EventBridge carries it. https://auth0.com/docs/customize/log-streams/event-filters */
export interface LogEnvelope {
  version: '0';
  id: string;
  'detail-type': 'Auth0 log';
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: { log_id: string; data: Record<string, unknown> & { type: string } };
}

/** The name of the partner event source that Auth0 makes for a log stream of a tenant; the event bus has the same. */
export const EVENT_SOURCE = 'aws.partner/auth0.com/local-tenant-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs';

/** What a log event is about. */
export interface LogFacts {
  /** Auth0's code: `s` signed in, `ss` signed up, `slo` signed out, `f` sign-in failed. */
  type: string;
  /** `auth0|ada`; absent where nobody is known. */
  userId?: string | undefined;
  clientId: string | undefined;
  description?: string;
}

/**
 * Writes log events as Auth0 does: ids that grow, the user by id and name, and where the request came from.
 *
 * @param hostname of the tenant.
 */
export function createLog(hostname: string, onLog: (envelope: LogEnvelope) => void) {
  let count = 0;
  return ({ type, userId, clientId, description }: LogFacts, request: IncomingMessage): void => {
    const at = new Date();
    const name = userId?.replace(/^auth0\|/, '');
    // In the order of the events, also of two in one millisecond.
    const log_id = `90020${at.toISOString().replace(/\D/g, '')}${String(++count).padStart(6, '0')}${String(randomInt(1e9)).padStart(9, '0')}`;
    onLog({
      version: '0',
      id: randomUUID(),
      'detail-type': 'Auth0 log',
      source: EVENT_SOURCE,
      account: '123456789012',
      time: `${at.toISOString().slice(0, 19)}Z`,
      region: 'us-east-1',
      resources: [],
      detail: {
        log_id,
        data: {
          date: at.toISOString(),
          type,
          ...(description && { description }),
          ...(clientId && { client_id: clientId, client_name: 'Lowland Supply' }),
          connection: 'Username-Password-Authentication',
          connection_id: 'con_local',
          strategy: 'auth0',
          strategy_type: 'database',
          ...(userId && { user_id: userId, user_name: name }),
          ip: request.socket.remoteAddress?.replace('::ffff:', ''),
          user_agent: request.headers['user-agent'],
          hostname,
          log_id,
        },
      },
    });
  };
}

/** Writes a log event about a request. */
export type Log = ReturnType<typeof createLog>;
