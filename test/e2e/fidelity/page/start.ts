import type { AwsRumConfig } from 'aws-rum-web';
import { CUSTOM } from '../journey/custom.ts';
import { labelIn } from '../journey/labels.ts';
import type { Action, Setup, User } from '../journey/journey.ts';
import { countBatches } from './countBatches.ts';
import { hearComplaints } from './hearComplaints.ts';
import { openNotebook, type Notebook } from './notebook.ts';
import { createPerform } from './perform.ts';
import { createRequests } from './requests.ts';
import { saidByApp } from './saidByApp.ts';
import type { AppSignIn } from './AppSignIn.ts';
import type { PageSetup } from './PageSetup.ts';
import { simulateVisibility } from './simulateVisibility.ts';
import type { CreateSubject } from './subject.ts';

/** What the driver may ask of the page. */
export interface Remote {
  /** Performs actions in one tick. */
  perform: (actions: Action[]) => void;
  /** Puts a button under the mouse; returns nothing, and takes it away after it was pressed. */
  offerButton: (id: string) => void;
  setVisible: (visible: boolean) => void;
  /** Whether requests have not ended, or the app does not know yet who is signed in. */
  busy: () => boolean;
  /** Whether the app knows who is signed in. */
  known: () => boolean;
  /** Whether the app knows again, where the page was kept before it did. */
  answered: () => boolean;
  /** Leaves to sign in as somebody, or to sign out. */
  leave: (user: User | null) => void;
  flush: () => Promise<void>;
  /** Whether the page could send what it has if it ended now; then it must. */
  ready: () => boolean;
  /** Whether the client says of all it has that it cannot be delivered. */
  failing: () => boolean;
  /** Requests with a batch that have begun before this page was shown. */
  sentBefore: () => number;
}

declare global {
  interface Window {
    pageSetup: PageSetup;
    remote: Remote;
  }
}

/** The app: makes the subject as the setup says, and then does what the driver asks. */
export function start(
  create: CreateSubject,
  openSignIn: (setup: PageSetup, notebook: Notebook) => AppSignIn = saidByApp,
): void {
  const { pageSetup } = window;
  const notebook = openNotebook(localStorage);
  const { write } = notebook;
  const sentBefore = countBatches(localStorage);

  if (pageSetup.hearsItself) hearComplaints(notebook);
  const setVisible = simulateVisibility();
  addEventListener('unhandledrejection', ({ reason }) => {
    const label = reason instanceof Error && labelIn(reason.message);
    if (label) write({ entry: 'start', kind: 'error', label });
  });
  addEventListener('pagehide', () => write({ entry: 'left' }));
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    write({ entry: 'shown' });
    requests.restored();
  });

  const signIn = openSignIn(pageSetup, notebook);
  const { initialState, auth } = signIn;
  write({ entry: 'load', state: initialState, page: labelIn(location.pathname) ?? '' });
  const rum = create({ ...pageSetup, initialState, ...(auth && { auth }), config: configFor(pageSetup) });
  rum.onProblem((message) => write({ entry: 'problem', message }));
  if (pageSetup.clicks === 'early') rum.registerDomEvents([{ event: 'click', element: document.documentElement }]);

  const sayLastWords = (): void => {
    const label = notebook.freshLabel();
    rum.recordEvent(CUSTOM, { label });
    // Not before: Firefox stops a listener, at any point of it, as the last tab of a site closes.
    write({ entry: 'start', kind: 'event', label });
  };
  if (pageSetup.lastWords === 'pagehide') addEventListener('pagehide', sayLastWords);
  if (pageSetup.lastWords === 'visibilitychange') {
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && sayLastWords());
  }

  const requests = createRequests(notebook);
  // Observers hear of an entry in the order they were made: when this one does, the subject has.
  new PerformanceObserver((list) => {
    for (const { name, initiatorType, startTime } of list.getEntries() as PerformanceResourceTiming[]) {
      if (initiatorType === 'img') requests.settled(labelIn(name) ?? '', performance.timeOrigin + startTime);
    }
  }).observe({ type: 'resource' });

  signIn.begin(rum);

  const addButton = (id: string): HTMLButtonElement => {
    const button = document.createElement('button');
    button.id = id;
    button.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 100px; height: 100px';
    document.body.append(button);
    if (pageSetup.clicks === 'registered') rum.registerDomEvents([{ event: 'click', elementId: id }]);
    // On the way down, so before any client hears of it.
    addEventListener('click', () => write({ entry: 'start', kind: 'click', label: id }), { capture: true, once: true });
    return button;
  };
  const perform = createPerform({ rum, notebook, requests, setSignedIn: signIn.set, addButton });

  window.remote = {
    perform: (actions) => actions.forEach(perform),
    offerButton(id) {
      const button = addButton(id);
      // After everybody else who listens.
      addEventListener('click', () => setTimeout(() => button.remove()), { once: true });
    },
    setVisible,
    known: signIn.known,
    answered: signIn.answered,
    leave: signIn.leave,
    busy: () => requests.open > 0 || !signIn.known(),
    async flush() {
      await signIn.end();
      write({ entry: 'flushed', complete: await rum.flush() });
    },
    failing: () => rum.failing(requests.open > 0),
    sentBefore,
    ready() {
      const ready = signIn.ready() && rum.ready(signIn.isChecking());
      if (ready) signIn.hold();
      return ready;
    },
  };
}

function configFor({ dispatchInterval, batchLimit, clicks }: Setup): AwsRumConfig {
  const telemetries: NonNullable<AwsRumConfig['telemetries']> = [
    'errors',
    ['performance', { eventLimit: Infinity }],
    ['http', { recordAllRequests: true }],
    ['interaction', { events: clicks === 'telemetry' ? [{ event: 'click', element: document.documentElement }] : [] }],
  ];
  return { allowCookies: true, sessionSampleRate: 1, sessionEventLimit: 0, dispatchInterval, batchLimit, telemetries };
}
