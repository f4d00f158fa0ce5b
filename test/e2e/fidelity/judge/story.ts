import { burstLabels } from '../journey/labels.ts';
import type { Entry, Kind, Monitor, State } from '../page/diary.ts';

/** When and where something happened: under which monitor, on which page, in which sign-in. */
export interface Moment {
  at: number;
  monitor: Monitor;
  page: string;
  /** Which sign-in, counted from 0; undefined for guests. */
  signIn: number | undefined;
}

/** Something that must arrive with its label. */
export interface Happening extends Moment {
  kind: Kind;
  label: string;
  /** When it was over: a request is recorded only then. */
  until: number;
  /** False for a request that the end of the page cut off: it may have been recorded or not. */
  certain: boolean;
}

/** The current page of a monitor, from then on. */
export type View = Moment & {
  /** `hint`: it was the page when the client hinted. A recording that begins there may view it, or begin with the next. */
  by: 'load' | 'switch' | 'navigation' | 'hint';
};

/** What the diary tells, with nothing left to find out. */
export interface Story {
  from: number;
  to: number;
  /** How often a page was loaded, or shown again as it was left. */
  loads: number;
  happenings: Happening[];
  /** Each time a page became the current one, or a monitor began on it. */
  views: View[];
  /** The moment each sign-in was completed. */
  signIns: Moment[];
  /** At the end: whom the SDK took the user for, and whom the client that signs in did. Null is a guest. */
  user?: { known: string | null; real: string | null };
  problems: string[];
  /** What the last `flush()` came to; unset when the page just ended. */
  flushed?: boolean;
}

/** Answers in a row that the SDK finds outdated before it takes the next all the same. */
const MAX_OUTDATED = 3;

/**
 * Puts images where the browser says that it began to load them: WebKit does so up to 0.3 seconds after the page has asked for one.
 * What begins in the same tick of the clock as a sign-in counts as after it.
 */
function putImagesWhereTheyBegan(diary: Entry[]): Entry[] {
  const told = [...diary];
  for (const entry of diary) {
    if (entry.entry !== 'settled' || entry.began === undefined) continue;
    const { label, began } = entry;
    const from = told.findIndex((one) => one.entry === 'start' && one.label === label);
    const start = told[from];
    if (!start) continue;
    const rest = told.slice(from + 1);
    const until = rest.findIndex(({ at, tick = at }) => tick > began);
    told.splice(from, until + 1, ...rest.slice(0, until), { ...start, at: Math.max(start.at, Math.floor(began)) });
  }
  return told;
}

/** Reads a diary. What happened while pending belongs to the monitor that the page load turned out to be for. */
export function tell(diary: Entry[]): Story {
  const story: Story = {
    from: diary[0]?.at ?? 0,
    to: diary.at(-1)?.at ?? 0,
    loads: 0,
    happenings: [],
    views: [],
    signIns: [],
    problems: [],
  };
  let state = 'guest' as State;
  let page = '';
  let signedIn = false;
  let user: string | undefined;
  /** The client has hinted, and not answered yet. */
  let hinted = false;
  let hintPage = '';
  let outdated = 0;
  const open = new Map<string, Happening>();
  const moments: { moment: Moment; waits: boolean }[] = [];
  /** What the client has told the app since its last hint. */
  const owners = new Map<Moment, Monitor>();
  const signInOf = (monitor: Monitor): number | undefined =>
    monitor === 'authenticated' ? story.signIns.length - 1 : undefined;

  const moment = (at: number): Moment => {
    const monitor = state === 'pending' ? 'guest' : state;
    const one = { at, monitor, page, signIn: signInOf(monitor) };
    moments.push({ moment: one, waits: hinted || state === 'pending' });
    return one;
  };
  const view = (at: number, by: View['by']): View => {
    const one = Object.assign(moment(at), { by });
    story.views.push(one);
    return one;
  };
  /** Now it is known who has been there all the time: `moment` gave them the monitor of before. */
  const settle = (known: Monitor, isAnswer = true): void => {
    hinted = false;
    // The SDK does not ask again for ever while hints come: which of them its answer was about cannot be told.
    const isClear = outdated < MAX_OUTDATED;
    outdated = 0;
    for (const waiting of moments.filter(({ waits }) => waits)) {
      waiting.waits = false;
      // What the client has told the app is told to everybody. But a page that ends gets no answer.
      const monitor = (isAnswer && owners.get(waiting.moment)) || known;
      Object.assign(waiting.moment, { monitor, signIn: isClear ? signInOf(monitor) : undefined });
    }
  };
  /** Nobody answers any more: what was known last goes on. */
  const giveUp = (): void => settle(state === 'pending' ? 'guest' : state, false);
  const become = (next: State, at: number, who?: string): void => {
    state = next;
    if (next !== 'authenticated' || (signedIn && who === user)) return;
    signedIn = true;
    user = who;
    story.signIns.push({ at, monitor: 'authenticated', page, signIn: story.signIns.length });
  };

  for (const entry of putImagesWhereTheyBegan(diary)) {
    const { at } = entry;
    if (entry.entry === 'load') {
      giveUp();
      open.clear();
      story.loads++;
      page = entry.page;
      become(entry.state, at);
      view(at, 'load');
    } else if (entry.entry === 'state') {
      const from = state;
      const before = story.signIns.length;
      become(entry.state, at, entry.user);
      if (entry.state === 'guest') signedIn = false;
      const begins = from !== entry.state || story.signIns.length > before;
      if (begins && hinted) Object.assign(view(at, 'hint'), { page: hintPage });
      settle(entry.state);
      if (begins) view(at, 'switch');
    } else if (entry.entry === 'hint') {
      if (!hinted) hintPage = page;
      hinted ||= state !== 'pending';
      // Whoever signs in or out again before the answer: one answer cannot tell the two apart.
      owners.clear();
    } else if (entry.entry === 'answer') {
      const known = state === 'authenticated' ? (user ?? '') : null;
      if (state !== 'pending' && known === entry.user) settle(state);
      // That the user is gone is told a little later: the page may be about to leave.
      else hinted ||= state === 'authenticated' && entry.user === null;
    } else if (entry.entry === 'outdated answer') {
      outdated++;
    } else if (entry.entry === 'owner') {
      const { label, monitor } = entry;
      const one = story.happenings.find((happening) => happening.label === label);
      if (!one) throw new Error(`the diary has an owner of ${label}, which has not started`);
      if (moments.some(({ moment, waits }) => waits && moment === one)) owners.set(one, monitor);
      // The client had told nobody else.
      else Object.assign(one, { monitor, signIn: signInOf(monitor) });
    } else if (entry.entry === 'page') {
      page = entry.label;
      view(at, 'navigation');
    } else if (entry.entry === 'start') {
      const labels = entry.count ? burstLabels(entry.label, entry.count) : [entry.label];
      for (const label of labels) {
        const takesTime = entry.kind === 'http' || entry.kind === 'image';
        const one: Happening = Object.assign(moment(at), { kind: entry.kind, label, until: at, certain: !takesTime });
        story.happenings.push(one);
        if (takesTime) open.set(label, one);
      }
    } else if (entry.entry === 'settled') {
      const one = open.get(entry.label);
      if (one) Object.assign(one, { certain: true, until: at });
    } else if (entry.entry === 'left') {
      open.clear();
      giveUp();
      // The SDK takes it so at the end of a page, and a page that was kept goes on with it.
      if (state === 'pending') state = 'guest';
    } else if (entry.entry === 'shown') story.loads++;
    else if (entry.entry === 'signed in') {
      // What the SDK knows is asked at the very end: it tells of a sign-out a little later.
      story.user = { known: null, real: entry.user };
    } else if (entry.entry === 'problem') story.problems.push(entry.message);
    else story.flushed = entry.complete;
  }
  giveUp();
  if (story.user && state === 'authenticated') story.user.known = user ?? '';
  return story;
}
