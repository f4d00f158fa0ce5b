/** Random journeys, the same ones for the same seed. */
import fc from 'fast-check';
import { asGuest } from './asGuest.ts';
import type { SubjectName } from '../drive/bundle.ts';
import { actionsOf, type Action, type Journey, type Setup, type Step } from './journey.ts';
import { numbered } from './numbered.ts';
import { withFaults } from './withFaults.ts';
import { withRealSignIn } from './withRealSignIn.ts';

const label = fc.constant('');
const reply = fc.oneof(
  { weight: 4, arbitrary: fc.constant('ok' as const) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('missing' as const, 'broken' as const, 'reset' as const, 'aborted' as const),
  },
);
/** Most answers are quick; some take long enough for anything to happen meanwhile. */
const delay = fc.oneof(fc.constant(0), fc.integer({ min: 50, max: 1500 }));

const fetching: fc.Arbitrary<Action> = fc.record({
  do: fc.constant('fetch'),
  label,
  reply,
  ms: delay,
  as: fc.constantFrom('text', 'url', 'request'),
});
const xhr: fc.Arbitrary<Action> = fc.record({
  do: fc.constant('xhr'),
  label,
  reply: fc.oneof({ weight: 7, arbitrary: reply }, { weight: 1, arbitrary: fc.constant('timeout' as const) }),
  ms: delay,
  sendAfter: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 150 })),
  again: fc.boolean(),
});
const recorded: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constantFrom('event', 'record error', 'click'), label }),
  fc.record({ do: fc.constant('throw'), label, from: fc.constantFrom('timer', 'listener') }),
);
const rejecting: fc.Arbitrary<Action> = fc.record({ do: fc.constant('reject'), label });
const burst: fc.Arbitrary<Action> = fc.record({ do: fc.constant('burst'), label, count: fc.constant(150) });
const navigation: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constantFrom('push', 'replace', 'push then replace', 'page id', 'page attributes'), label }),
  fc.record({ do: fc.constantFrom('same page', 'back') }),
);
const signIn: fc.Arbitrary<Action> = fc.constant({ do: 'sign in' });
const signOut: fc.Arbitrary<Action> = fc.constant({ do: 'sign out' });
const anything: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fetching },
  { weight: 4, arbitrary: xhr },
  { weight: 6, arbitrary: recorded },
  { weight: 1, arbitrary: rejecting },
  { weight: 5, arbitrary: navigation },
);
const library: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('wrap'), at: fc.constantFrom('prototype', 'instance') }),
  fc.record({ do: fc.constant('unwrap') }),
);

const wait = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 400 }));

const tick = (actions: fc.Arbitrary<Action[]>): fc.Arbitrary<Step> =>
  fc.record({ step: fc.constant('tick'), actions, wait });
const alone = (action: fc.Arbitrary<Action>): fc.Arbitrary<Step> => tick(action.map((one) => [one]));

/** In, out, in … within one tick, with something labelled between. */
const doubleFlip = fc
  .tuple(fc.boolean(), fc.array(fc.option(anything), { minLength: 2, maxLength: 4 }))
  .map(([first, between]) =>
    between.flatMap((action, index): Action[] => [
      { do: (index % 2 === 0) === first ? 'sign in' : 'sign out' },
      ...(action ? [action] : []),
    ]),
  );

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: tick(fc.array(anything, { minLength: 1, maxLength: 3 })) },
  { weight: 4, arbitrary: alone(signIn) },
  { weight: 3, arbitrary: alone(signOut) },
  { weight: 2, arbitrary: tick(doubleFlip) },
  { weight: 1, arbitrary: alone(burst) },
  // The browser starts loading an image after the tick: alone, nobody can sign in or out in between.
  { weight: 2, arbitrary: alone(fc.record({ do: fc.constant('image'), label, ms: delay })) },
  { weight: 2, arbitrary: alone(library) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('press'), label, wait }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('reload'), wait }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('away'), wait }) },
  { weight: 2, arbitrary: fc.record({ step: fc.constantFrom('hide', 'show'), wait }) },
);

const setup: fc.Arbitrary<Setup> = fc.record({
  restore: fc.constantFrom('call', 'late', 'initial', 'pending'),
  pendingFor: fc.integer({ min: 0, max: 300 }),
  arrivesSignedIn: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  clicks: fc.constantFrom('telemetry', 'early', 'registered'),
  guestCredentials: fc.constantFrom('static', 'identity pool'),
  lastWords: fc.constantFrom('none', 'pagehide', 'visibilitychange'),
  dispatchInterval: fc.constantFrom(50, 300, 2000),
  batchLimit: fc.constantFrom(100, 100, 7),
  intakeDelay: fc.constantFrom(0, 0, 120),
});

/** Journeys of about `length` actions. */
export function journeys(length: number): fc.Arbitrary<Journey> {
  return fc
    .record({
      setup,
      landing: label,
      steps: fc.array(step, { minLength: length, maxLength: length }),
      end: fc.constantFrom('flush', 'close'),
    })
    .map((journey) => numbered(upTo(journey as Journey, length)));
}

/**
 * The journey of a seed: for the subject that signs in for real, one that does; for one plain client, that of a guest.
 * `faulty`: with services that fail.
 */
export function journeyOf(seed: number, length: number, subject: SubjectName = 'slim', faulty = false): Journey {
  const sound = subject === 'signin' ? withRealSignIn(journeys(length)) : journeys(length);
  const all = faulty ? withFaults(sound) : sound;
  const journey = fc.sample(all, { seed, numRuns: 1 })[0]!;
  return subject === 'plain' ? asGuest(journey) : journey;
}

/** A step may hold several actions: stops at the step that makes it `length`. */
function upTo(journey: Journey, length: number): Journey {
  const steps: Step[] = [];
  for (const step of journey.steps) {
    if (actionsOf({ ...journey, steps }) >= length) break;
    steps.push(step);
  }
  return { ...journey, steps };
}
