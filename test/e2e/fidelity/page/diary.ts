/** What the page wrote down while it lived, in order. It outlives reloads and the page's end. */

export type Monitor = 'guest' | 'authenticated';
export type State = Monitor | 'pending';

/** What kind of event an action turns into. */
export type Kind = 'event' | 'error' | 'http' | 'click' | 'image';

/** How a problem begins that is none of the SDK's: the client that signs in has failed. */
export const CLIENT_FAILED = 'the client failed';

/** Milliseconds since 1970; `tick` and `began` by the clock by which browsers say when something began, which nobody sets. */
export type Entry = { at: number; tick?: number } & (
  | { entry: 'load'; state: State; page: string }
  /** Where a real client signs in: when the SDK said so, and for whom. */
  | { entry: 'state'; state: Monitor; user?: string | undefined }
  /** Where a real client signs in: it says that somebody may have signed in or out. */
  | { entry: 'hint' }
  /** The client has answered who is signed in, and given no hint since it was asked. */
  | { entry: 'answer'; user: string | null }
  /** Whom the client says is signed in, at the end. */
  | { entry: 'signed in'; user: string | null }
  /** The page with this label became the current one. */
  | { entry: 'page'; label: string }
  | { entry: 'start'; kind: Kind; label: string; count?: number }
  /** Somebody may have signed in or out since the client was asked for this answer. */
  | { entry: 'outdated answer' }
  /** Whose something is that has started: the client had told the app who is signed in before. */
  | { entry: 'owner'; label: string; monitor: Monitor }
  /** The page has seen how a request ended, and the browser has said when it began. */
  | { entry: 'settled'; label: string; began?: number }
  /** The page is about to end, or to be kept for somebody who comes back. */
  | { entry: 'left' }
  /** Somebody came back to the page as it was. */
  | { entry: 'shown' }
  /** Everything was asked to be sent, and this came of it: the end of an orderly visit. */
  | { entry: 'flushed'; complete: boolean }
  /** Something the SDK reported to the app. */
  | { entry: 'problem'; message: string }
);
