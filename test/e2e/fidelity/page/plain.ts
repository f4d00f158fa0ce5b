import { awsRum, drain } from './awsRum.ts';
import { start } from './start.ts';

/** One plain instance of aws-rum-web, which knows nothing of who is signed in. */
start((wiring) => {
  const rum = awsRum(wiring, wiring.guest);
  return {
    onState: () => undefined,
    setSignedIn: () => undefined,
    recordEvent: (type, data) => rum.recordEvent(type, data),
    recordError: (error) => rum.recordError(error),
    recordPageView: (page) => rum.recordPageView(page),
    registerDomEvents: (events) => rum.registerDomEvents(events),
    flush: () => drain(rum),
    ready: () => true,
    failing: () => false,
    onProblem: () => undefined,
  };
});
