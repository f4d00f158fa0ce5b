import type { AwsRum } from 'aws-rum-web';
import { awsRum, drain } from './awsRum.ts';
import type { CreateSubject } from './subject.ts';

/** Two plain instances of aws-rum-web, one of them disabled, and a switch between them: what teams wire by hand. */
export const handWired: CreateSubject = (wiring) => {
  const more = (enableRumClient: boolean) => ({ enableRumClient, cookieAttributes: { unique: true } });
  let signedIn = wiring.initialState === 'authenticated';
  const guests = awsRum(wiring, wiring.guest, more(!signedIn));
  const users = awsRum(wiring, wiring.authenticated, more(signedIn));
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
    flush: () => drain(current()),
    ready: () => true,
    failing: () => false,
    onProblem: () => undefined,
  };
};
