import { requireOption, UUID } from './requireOption.ts';
import type { DualRumOptions, MonitorName } from './types.ts';

/** Refuses an app monitor that is not named by its id, or an identity pool that cannot give it credentials. */
export function checkMonitor(name: MonitorName, options: DualRumOptions): void {
  const { region, auth } = options;
  const { appMonitorId, identityPoolId, credentials } = options[name] ?? {};
  requireOption(UUID.test(appMonitorId), `${name}.appMonitorId`, appMonitorId, 'Give its UUID, not its name.');
  if (identityPoolId === undefined) return;

  const [poolRegion, poolId] = identityPoolId.split(':');
  const option = `${name}.identityPoolId`;
  const sound = UUID.test(poolId!) && poolRegion === region;
  requireOption(sound, option, identityPoolId, `Give '${region}:' and a UUID.`);
  // The pool's authenticated role is for those who have an id token.
  const usable = name === 'guest' || credentials || auth;
  requireOption(usable, option, 'without an id token', 'Pass auth, or authenticated.credentials.');
}
