import { AwsRum } from 'aws-rum-web';
import type { CreateSubject, Target } from './subject.ts';

/** Two plain instances of aws-rum-web, one of them disabled, and a switch between them: what teams wire by hand. */
export const handWired: CreateSubject = ({ region, endpoint, guest, authenticated, initialState, config }) => {
  const create = ({ appMonitorId, credentials }: Target, enableRumClient: boolean): AwsRum => {
    const rum = new AwsRum(appMonitorId, '1.0.0', region, {
      ...config,
      endpoint,
      enableRumClient,
      cookieAttributes: { unique: true },
    });
    rum.setAwsCredentials(credentials);
    return rum;
  };
  let signedIn = initialState === 'authenticated';
  const guests = create(guest, !signedIn);
  const users = create(authenticated, signedIn);
  const current = (): AwsRum => (signedIn ? users : guests);
  return {
    onState: () => undefined,
    setSignedIn(next) {
      if (next === signedIn) return;
      const previous = current();
      signedIn = next;
      current().enable();
      previous.disable();
    },
    recordEvent: (type, data) => current().recordEvent(type, data),
    recordError: (error) => current().recordError(error),
    recordPageView: (page) => current().recordPageView(page),
    registerDomEvents: (events) => [guests, users].forEach((rum) => rum.registerDomEvents(events)),
    flush() {
      current().dispatch();
      return Promise.resolve(true);
    },
    ready: () => true,
    failing: () => false,
    onProblem: () => undefined,
  };
};
