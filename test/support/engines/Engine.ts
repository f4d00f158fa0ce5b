/** The browser engines that journeys and page ends run in. */
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof ENGINES)[number];

/** A running browser. What the engines can all do, and no more. */
export interface Engine {
  name: EngineName;
  /** As in `Firefox 153.0`. */
  version: string;
  /** Whether it tells what goes wrong in its pages; else a page has to listen for itself. */
  tellsComplaints: boolean;
  isRunning: () => boolean;
  /** Cookies and storage of their own. */
  newContext: () => Promise<EngineContext>;
  close: () => Promise<void>;
}

export interface EngineContext {
  /** A page in a window of its own, so that it is in sight while others are. */
  newPage: () => Promise<EnginePage>;
  close: () => Promise<void>;
}

export interface EnginePage {
  /** Goes to an address, and waits until the page has loaded. */
  goto: (url: string) => Promise<void>;
  /** Runs something in the page; the argument and what it returns are JSON. */
  evaluate: <R, A = undefined>(work: (given: A) => R | Promise<R>, given?: A) => Promise<R>;
  /** Presses the mouse at a place of the page, with all that the browser makes of it. */
  press: (x: number, y: number) => Promise<void>;
  /** Closes the window, as its user does. */
  close: () => Promise<void>;
  /** Hears of windows that the page opens. */
  onPopup: (listener: (popup: EnginePage) => void) => void;
  /** Hears of errors of the page, and of errors and warnings of the console; `where` is an address, if there is one. */
  onComplaint: (listener: (text: string, where: string) => void) => void;
}
