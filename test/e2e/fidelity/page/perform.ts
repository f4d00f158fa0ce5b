import { CUSTOM } from '../journey/custom.ts';
import type { Action, User } from '../journey/journey.ts';
import { burstLabels, labelIn } from '../journey/labels.ts';
import { createOtherLibrary } from './otherLibrary.ts';
import type { Notebook } from './notebook.ts';
import type { createRequests } from './requests.ts';
import type { Subject } from './subject.ts';

export interface Parts {
  rum: Subject;
  notebook: Notebook;
  requests: ReturnType<typeof createRequests>;
  setSignedIn: (signedIn: boolean, user?: User) => void;
  /** A button with this id that the RUM client listens to. */
  addButton: (id: string) => HTMLButtonElement;
}

/** Does what an action says, and notes it first. */
export function createPerform({ rum, notebook: { write }, requests, setSignedIn, addButton }: Parts) {
  const library = createOtherLibrary();
  /** How often one can go back and stay in this page load, kept with each entry: one may push while on the way back. */
  const load = performance.timeOrigin;
  const depth = (): number => {
    const state = history.state as { load: number; depth: number } | null;
    return state?.load === load ? state.depth : 0;
  };
  let goingBack = false;

  const folder = location.pathname.replace(/[^/]*$/, '');
  const viewed = (page: string | undefined): void => write({ entry: 'page', label: page ?? '' });
  addEventListener('popstate', () => {
    goingBack = false;
    viewed(labelIn(location.pathname));
  });

  const navigate = (how: 'pushState' | 'replaceState', label: string): void => {
    viewed(label);
    history[how]({ load, depth: depth() + Number(how === 'pushState') }, '', folder + label);
  };
  const error = (label: string): Error => {
    write({ entry: 'start', kind: 'error', label });
    return new Error(label);
  };
  const fail = (label: string): never => {
    throw error(label);
  };

  return (action: Action): void => {
    switch (action.do) {
      case 'push':
        return navigate('pushState', action.label);
      case 'replace':
        return navigate('replaceState', action.label);
      case 'push then replace':
        navigate('pushState', action.label);
        return navigate('replaceState', action.label);
      case 'same page':
        return navigate('pushState', labelIn(location.pathname) ?? '');
      case 'back':
        if (depth() === 0 || goingBack) return;
        goingBack = true;
        return history.back();
      case 'page id':
        viewed(action.label);
        return rum.recordPageView(action.label);
      case 'page attributes':
        viewed(action.label);
        return rum.recordPageView({ pageId: action.label, pageTags: ['tag'], pageAttributes: { section: 'shop' } });
      case 'event':
        write({ entry: 'start', kind: 'event', label: action.label });
        return rum.recordEvent(CUSTOM, { label: action.label });
      case 'burst': {
        const { label, count } = action;
        write({ entry: 'start', kind: 'event', label, count });
        return burstLabels(label, count).forEach((one) => rum.recordEvent(CUSTOM, { label: one }));
      }
      case 'record error':
        return rum.recordError(error(action.label));
      case 'throw': {
        const { label, from } = action;
        if (from === 'timer') return void setTimeout(() => fail(label));
        const target = new EventTarget();
        target.addEventListener('happening', () => fail(label));
        return void target.dispatchEvent(new Event('happening'));
      }
      case 'reject':
        // The browser tells of it later: it is noted when it does, by start().
        return void Promise.reject(new Error(action.label));
      case 'click': {
        const button = addButton(action.label);
        button.click();
        return button.remove();
      }
      case 'fetch':
        return requests.fetch(action);
      case 'xhr':
        return requests.xhr(action);
      case 'image':
        return requests.image(action);
      case 'sign in':
        return setSignedIn(true, action.user);
      case 'sign out':
        return setSignedIn(false);
      case 'wrap':
        return library.wrap(action.at);
      case 'unwrap':
        return library.unwrap();
    }
  };
}
