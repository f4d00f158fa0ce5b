import { createDualRum, type RumClientClass } from '@dual-rum/browser';
import type { CreateSubject, Target } from './subject.ts';

const monitor = ({ appMonitorId, identityPoolId, credentials }: Target) =>
  identityPoolId === undefined ? { appMonitorId, credentials } : { appMonitorId, identityPoolId };

/** Dual RUM on a client: by default the slim one. */
export const dualRum =
  (client?: RumClientClass): CreateSubject =>
  ({ region, endpoint, identityPoolEndpoint, guest, authenticated, initialState, config }) => {
    const rum = createDualRum({
      region,
      applicationVersion: '1.0.0',
      endpoint,
      identityPoolEndpoint,
      guest: monitor(guest),
      authenticated: monitor(authenticated),
      initialState,
      config,
      ...(client && { client }),
    });
    return {
      setSignedIn: (signedIn) => rum.setSignedIn(signedIn),
      recordEvent: (type, data) => rum.recordEvent(type, data),
      recordError: (error) => rum.recordError(error),
      recordPageView: (page) => rum.recordPageView(page),
      registerDomEvents: (events) => rum.registerDomEvents(events),
      flush: () => rum.flush(),
      ready() {
        const { state, queued, credentialsExpireAt } = rum.health.guest;
        return (
          guest.identityPoolId === undefined || (state === 'idle' && queued === 0) || credentialsExpireAt !== undefined
        );
      },
      onProblem: (listener) =>
        rum.onProblem(({ type, message, cause }) => listener(`${type}: ${message} ${cause ?? ''}`)),
    };
  };
