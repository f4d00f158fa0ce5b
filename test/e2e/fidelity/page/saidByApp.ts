import type { Notebook } from './notebook.ts';
import type { AppSignIn } from './AppSignIn.ts';
import type { PageSetup } from './PageSetup.ts';
import type { Subject } from './subject.ts';

/** The app's own memory of who is signed in. */
const SIGNED_IN = 'signed in';

/** The app finds out who is signed in and calls `setSignedIn`. */
export function saidByApp({ restore, pendingFor, arrivesSignedIn }: PageSetup, { blank, write }: Notebook): AppSignIn {
  if (blank && arrivesSignedIn) localStorage.setItem(SIGNED_IN, 'true');
  const remembered = localStorage.getItem(SIGNED_IN) !== null;
  let rum: Subject;
  let pending: ReturnType<typeof setTimeout> | undefined;
  const know = (signedIn: boolean): void => {
    clearTimeout(pending);
    pending = undefined;
    write({ entry: 'state', state: signedIn ? 'authenticated' : 'guest' });
    rum.setSignedIn(signedIn);
  };
  return {
    initialState: restore === 'pending' ? 'pending' : restore === 'initial' && remembered ? 'authenticated' : 'guest',
    begin(subject) {
      rum = subject;
      if (restore === 'call') know(remembered);
      if (restore === 'pending' || restore === 'late') pending = setTimeout(() => know(remembered), pendingFor);
    },
    set(signedIn) {
      if (signedIn) localStorage.setItem(SIGNED_IN, 'true');
      else localStorage.removeItem(SIGNED_IN);
      know(signedIn);
    },
    leave: () => undefined,
    known: () => pending === undefined,
    answered: () => true,
    isChecking: () => false,
    ready: () => true,
    hold: () => undefined,
    end: () => Promise.resolve(),
  };
}
