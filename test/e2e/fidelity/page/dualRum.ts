import { createDualRum, type DualRum, type MonitorHealth, type RumClientClass, type RumState } from '@dual-rum/browser';
import { followLazyScript } from './lazyScript.ts';
import type { CreateSubject, Target } from './subject.ts';

const monitor = ({ appMonitorId, identityPoolId, credentials }: Target) =>
  identityPoolId === undefined ? { appMonitorId, credentials } : { appMonitorId, identityPoolId };

/** Whether a monitor has what it needs to send what it has, or will have. */
const sendable = ({ identityPoolId }: Target, { state, queued, credentialsExpireAt }: MonitorHealth): boolean =>
  identityPoolId === undefined || (state === 'idle' && queued === 0) || credentialsExpireAt !== undefined;

/** Milliseconds that slow services may take altogether. */
const LONG = 40_000;
/** What the end of a page can carry for certain: browsers give it 64 KB. Slow services let more than that queue up. */
const CARRIED = 60;
/** An earlier page had the guests' credentials: they are kept for the next. */
const GUESTS_KEYS = 'guests have keys';

/** Whether batches are stored that this page will send. A user's wait until that user is back. */
const isStored = (state: RumState, guest: Target, authenticated: Target): boolean => {
  const storedOf = ({ appMonitorId }: Target, userKey: string): boolean =>
    Object.entries(localStorage).some(
      ([key, row]) =>
        key.startsWith(`dual-rum/${appMonitorId}/`) &&
        (JSON.parse(String(row)) as { userKey?: string }).userKey === userKey,
    );
  // The SDK stores whose session it is.
  const user = localStorage.getItem(`cwr_o_${authenticated.appMonitorId}`);
  return storedOf(guest, '') || (state !== 'guest' && user !== null && storedOf(authenticated, user));
};

/**
 * Whether all that waits has failed, and whatever the page's end adds to it would find that out too.
 *
 * @param isOpen a request of the app is: the end of the page may cut it off, which is an event of whoever began it.
 */
const stuck = ({ state, health }: DualRum, isOpen = false): boolean => {
  const current = state === 'pending' ? 'guest' : state;
  const monitors = (['guest', 'authenticated'] as const).filter(
    (name) => isOpen || name === current || health[name].queued > 0,
  );
  return monitors.every((name) => health[name].lastError !== undefined);
};

/** Dual RUM on a client: by default the slim one. A flush may take as many milliseconds as `patience` says. */
export const dualRum =
  (client?: RumClientClass, patience = LONG): CreateSubject =>
  ({ region, endpoint, identityPoolEndpoint, guest, authenticated, initialState, auth, config, comesBackLater }) => {
    const canSign = followLazyScript();
    const rum = createDualRum({
      region,
      applicationVersion: '1.0.0',
      endpoint,
      identityPoolEndpoint,
      guest: monitor(guest),
      authenticated: monitor(authenticated),
      initialState,
      // As long as anything here may take.
      ...(auth && { auth, pendingTimeout: LONG }),
      config,
      ...(client && { client }),
    });
    /** Signed-in periods of which something may wait to be sent. */
    let users = 0;
    let flushing: Promise<unknown> | undefined;
    /** Events recorded since it was last known who is there: no count of the client's has those that wait for that. */
    let held = 0;
    rum.subscribe((state) => (users += Number(state === 'authenticated')));
    return {
      onState: (listener) =>
        void rum.subscribe((state) => {
          if (state !== 'pending') listener(state);
        }),
      setSignedIn: (signedIn) => rum.setSignedIn(signedIn),
      recordEvent(type, data) {
        held++;
        rum.recordEvent(type, data);
      },
      recordError: (error) => rum.recordError(error),
      recordPageView: (page) => rum.recordPageView(page),
      registerDomEvents: (events) => rum.registerDomEvents(events),
      flush: () => rum.flush(patience),
      ready(isChecking) {
        const { health, state } = rum;
        const waits = isChecking || state === 'pending';
        if (!waits) held = 0;
        if (health.guest.credentialsExpireAt) localStorage.setItem(GUESTS_KEYS, 'kept');
        // What users could not send is stored until they are back.
        const isLeft = comesBackLater === true && health.authenticated.lastError !== undefined;
        // One user's credentials say nothing of another's.
        const mayLackKeys = users > 1 && !isLeft;
        const ofUsers = isLeft && health.authenticated.state === 'idle' ? 0 : health.authenticated.queued;
        if (mayLackKeys) flushing ??= rum.flush(LONG).then(() => ((users = 1), (flushing = undefined)));
        return (
          canSign() &&
          // Unknown is guest, in the end.
          (state !== 'pending' || !guest.identityPoolId || localStorage.getItem(GUESTS_KEYS) !== null) &&
          !mayLackKeys &&
          // What is stored, or more than a page's end carries, waits for the next page; sound journeys have none to come back to.
          (stuck(rum) ||
            ((waits ? held : 0) + health.guest.queued + ofUsers < CARRIED && !isStored(state, guest, authenticated))) &&
          sendable(guest, health.guest) &&
          (isLeft || sendable(authenticated, health.authenticated))
        );
      },
      failing: (isOpen) => stuck(rum, isOpen),
      onProblem: (listener) =>
        rum.onProblem(({ type, message, cause }) => listener(`${type}: ${message} ${cause ?? ''}`)),
    };
  };
