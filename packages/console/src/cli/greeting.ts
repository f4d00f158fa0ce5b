import type { RunningConsole } from '../core/RunningConsole.ts';

/**
 * What the CLI prints once it listens: where things are, and what to paste into an app.
 *
 * @param isFree whether the port is any free one
 */
export function greeting({ url, config, snippet, status }: RunningConsole, isFree: boolean): string {
  const { guest, authenticated } = config;
  const monitors = status().monitors.map(({ state, id, name }) => `  ${state.padEnd(14)} ${id}  ${name}`);
  const pools = [...new Set([guest.identityPoolId, authenticated.identityPoolId])].filter((id) => id !== undefined);
  return `Dual RUM console on ${url} (development only)

  Open ${url} in a browser: journeys, sessions, errors and refused writes of both app monitors, live.

  POST ${url}/appmonitors/<id>   PutRumEvents: signatures and policies are checked
  POST ${url}/                   Cognito GetId, GetOpenIdToken, GetCredentialsForIdentity
  POST ${url}/issuer/token       id tokens for any subject: {"subject":"alice"}
  GET  ${url}/_query/<name>      a question of @dual-rum/queries: overview, journeys, errors …
  GET  ${url}/_journeys          sessions and page sequences of each app monitor
  GET  ${url}/_events            accepted events (?monitor= &type=)
  GET  ${url}/_refused           refused writes
  GET  ${url}/_status            counts; POST /_reset clears them
  POST ${url}/_faults            make it fail: {"kind":"status","status":429,"times":3}

App monitors:
${monitors.join('\n')}
Identity pool: ${pools.join(', ') || 'none'}

For your app in development, where @dual-rum/browser and @dual-rum/console are installed. The ids are the same on every start${isFree ? '; so is the\naddress with --port 4567' : ''}.

${snippet}`;
}
