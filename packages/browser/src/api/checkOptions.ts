import { checkConfig } from './checkConfig.ts';
import { checkMonitor } from './checkMonitor.ts';
import { PASS_FULL_CLIENT, requireOption, requireUrl } from './requireOption.ts';
import type { DualRumOptions } from './types.ts';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Refuses options that cannot work or that would mix the two app monitors, naming the option and the fix. */
export function checkOptions(options: DualRumOptions): void {
  const { region, applicationVersion, endpoint, identityPoolEndpoint } = options;
  requireOption(isText(region), 'region', region, "Give a region, such as 'us-east-1'.");
  requireOption(isText(applicationVersion), 'applicationVersion', applicationVersion, "Give one, such as '1.4.0'.");
  requireUrl('endpoint', endpoint);
  requireUrl('identityPoolEndpoint', identityPoolEndpoint);
  for (const name of ['guest', 'authenticated'] as const) {
    checkMonitor(name, options);
    checkConfig(name, options);
  }
  checkSharedIds(options);
  checkSignIn(options);
  const { client } = options;
  requireOption(!client || typeof client === 'function', 'client', client, PASS_FULL_CLIENT);
}

/** Nothing links the two app monitors: neither their id nor their user. */
function checkSharedIds({ guest, authenticated }: DualRumOptions): void {
  const sameId = guest.appMonitorId.toLowerCase() === authenticated.appMonitorId.toLowerCase();
  requireOption(!sameId, 'authenticated.appMonitorId', "the guests'", 'Create a second one.');
  const sameUser = guest.config?.userId && guest.config.userId === authenticated.config?.userId;
  const userFix = 'Leave it out: monitors cannot share.';
  requireOption(!sameUser, 'authenticated.config.userId', "the guests'", userFix);
}

/** Only one side says who is signed in: the app, or its AuthSource. */
function checkSignIn({ auth, initialState, pendingTimeout }: DualRumOptions): void {
  const states = ['pending', 'guest', ...(auth ? [] : ['authenticated'])];
  const known = initialState === undefined || states.includes(initialState);
  requireOption(known, 'initialState', initialState, `Choose from ${states.join(', ')}.`);
  const positive = pendingTimeout === undefined || pendingTimeout > 0;
  requireOption(positive, 'pendingTimeout', pendingTimeout, 'Give milliseconds above 0.');
  requireOption(!auth || typeof auth.current === 'function', 'auth', auth, 'Pass an AuthSource.');
}
