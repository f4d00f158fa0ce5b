import type { AuthSource, AuthUser } from '@dual-rum/browser';
import { CUSTOM } from '../journey/custom.ts';
import { CLIENT_FAILED, type State } from './diary.ts';
import type { User } from '../journey/journey.ts';
import { labelIn } from '../journey/labels.ts';
import { comesBack, type SignInClient } from './clients/SignInClient.ts';
import type { Notebook } from './notebook.ts';
import type { AppSignIn } from './AppSignIn.ts';
import type { PageSetup } from './PageSetup.ts';
import type { Subject } from './subject.ts';

/** How often `current()` was asked, over all pages: each time it takes another time to answer. */
const ASKED = 'asked';

/** A real client signs in, and the subject follows it by itself. */
export const saidByClient =
  (client: SignInClient) =>
  ({ signIn, comesBackLater }: PageSetup, { write, freshLabel }: Notebook): AppSignIn => {
    const { current: delays, stale } = signIn!;
    let rum: Subject;
    let state: State = 'pending';
    /** The last answer: whom the subject knows, or soon will. */
    let answer: AuthUser | null = null;
    let asking = 0;
    /** Counts what makes an answer outdated: a newer question, or a hint. */
    let news = 0;
    /** The question that was answered last. */
    let answered = 0;
    let isChecking = false;
    /** The page is going, or was kept and has not heard again who is there. */
    let left = false;
    let unsure = false;
    /** Somebody who turns out to be signed in as the page ends has no credentials that could sign what they did. */
    let held: Promise<void> | undefined;
    let release: (() => void) | undefined;

    const auth: AuthSource = {
      ...client.source,
      async current() {
        const asked = Number(localStorage.getItem(ASKED));
        localStorage.setItem(ASKED, String(asked + 1));
        const delay = new Promise((later) => setTimeout(later, delays[asked % delays.length]));
        asking++;
        const before = ++news;
        try {
          if (!stale) await delay;
          const user = await client.source.current();
          if (stale) await delay;
          await held;
          // The newest question's is taken, in the end even where a hint came since.
          if (before > answered) {
            answered = before;
            answer = user;
          }
          if (news === before) {
            isChecking = false;
            write({ entry: 'answer', user: user?.subject ?? null });
          } else write({ entry: 'outdated answer' });
          return user;
        } finally {
          asking--;
        }
      },
      subscribe: (tell) =>
        client.source.subscribe((why, kind) => {
          news++;
          if (kind !== 'refresh') {
            isChecking = true;
            write({ entry: 'hint' });
          }
          tell(why, kind);
        }),
    };
    const note = (): void => {
      if (state === 'pending') return;
      write({ entry: 'state', state, ...(state === 'authenticated' && { user: answer?.subject }) });
    };
    addEventListener('pagehide', () => {
      left = true;
      // The subject takes a pending user for a guest now, without knowing.
      unsure ||= state === 'pending';
    });
    addEventListener('pageshow', ({ persisted }) => {
      // Nobody knows what has happened meanwhile.
      if (persisted) write({ entry: 'hint' });
      left = false;
      held = undefined;
      release?.();
    });

    let work: Promise<unknown> = Promise.resolve();
    let working = 0;
    /** One at a time, as an app's buttons would have it. */
    const queue = (task: () => Promise<unknown>): void => {
      working++;
      work = work
        .then(task)
        .catch((cause: unknown) => write({ entry: 'problem', message: `${CLIENT_FAILED}: ${String(cause)}` }))
        .finally(() => working--);
    };
    const idle = (): boolean => asking === 0 && working === 0;

    /**
     * Before the user leaves, as the README says: what is left of the user's leaves with the user's credentials. Nobody waits for a service
     * that fails, where the user comes back.
     */
    const flush = async (): Promise<void> => {
      let isFlushing = true;
      void rum.flush().finally(() => (isFlushing = false));
      while (isFlushing && !(comesBackLater && rum.failing())) await new Promise((later) => setTimeout(later, 10));
    };

    /** The very next statement after the client has resolved. */
    const goOn = (): string => {
      const label = freshLabel();
      write({ entry: 'start', kind: 'event', label });
      rum.recordEvent(CUSTOM, { label });
      return label;
    };
    const owned = (label: string, signedIn: boolean): void =>
      write({ entry: 'owner', label, monitor: signedIn ? 'authenticated' : 'guest' });

    return {
      initialState: 'pending',
      auth,
      begin(subject) {
        rum = subject;
        rum.onState((next) => {
          state = next;
          if (!left) note();
        });
        queue(async () => {
          await client.begin();
          const label = goOn();
          owned(label, (await client.subject()) !== null);
          if (!comesBack()) return;
          // The app tidies up its address: the page of that address is the current one again.
          write({ entry: 'page', label: labelIn(location.pathname) ?? '' });
          history.replaceState(history.state, '', location.pathname);
        });
      },
      set(signedIn, user) {
        queue(async () => {
          if (state === 'authenticated') await flush();
          await (signedIn ? client.signIn!(user!) : client.signOut());
          owned(goOn(), signedIn);
          // Nobody signs in or out again before the client has answered: whose an id token was would be a matter of luck.
          while (isChecking && !left) await new Promise((later) => setTimeout(later, 10));
        });
      },
      leave(user: User | null) {
        queue(async () => (user === null ? flush() : undefined));
        queue(() => client.leave(user));
      },
      known: () => idle() && state !== 'pending',
      answered() {
        if (unsure && !left && idle()) {
          unsure = false;
          // It may be the guest that it was taken for, of which nobody is told.
          note();
        }
        return !unsure;
      },
      isChecking: () => isChecking,
      ready: () => working === 0,
      hold: () => void (held ??= new Promise((done) => (release = done))),
      end: async () => write({ entry: 'signed in', user: await client.subject() }),
    };
  };
