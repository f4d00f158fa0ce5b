import { copyJson } from '../watch/stringify.ts';
import type { Attributes, Moment, Observation, Page } from '../monitor/Observation.ts';

/** What happened while it was not known who is signed in, with the moment it happened. */
export type Pending =
  PendingPage | { is: 'observation'; observation: Observation & { moment: Moment }; telemetry: string };

interface PendingPage {
  is: 'page';
  page: Page;
  automatic: boolean;
  moment: Moment;
}

/** All that waited. */
export interface Waited {
  entries: Pending[];
  /** Session attributes that the app has set. */
  attributes: Attributes;
  /** How many observations and pages did not fit any more. */
  lost: number;
}

const LIMIT = 1000;

const hereAndNow = (): Moment => ({ at: Date.now(), url: location.href });

const momentOf = (entry: Pending): Moment => (entry.is === 'page' ? entry.moment : entry.observation.moment);

/** Keeps what happens while it is not known who is signed in. */
export function createPendingQueue() {
  let waited: Waited = { entries: [], attributes: {}, lost: 0 };
  const add = (entry: Pending): void => {
    if (waited.entries.length < LIMIT) waited.entries.push(entry);
    else waited.lost++;
  };
  /** The page that is current where the waiting begins, if there is one already. */
  let begun: { page: Page; url: string } | undefined;
  return {
    /** From now on things wait, on this page. */
    open(page: Page | undefined): void {
      begun = page === undefined ? undefined : { page, url: location.href };
    },
    addObservation(observation: Observation, telemetry: string): void {
      // As it is now: the app may change its objects before it is known where this belongs.
      const data = copyJson(observation.data);
      const metadata = observation.metadata && { ...observation.metadata };
      const entry: Pending = {
        is: 'observation',
        observation: { ...observation, data, metadata, moment: hereAndNow() },
        telemetry,
      };
      // Of a candidate only the latest counts, on the page it was measured on.
      const { candidate, type } = observation;
      if (candidate) {
        waited.entries = waited.entries.filter(
          (other) => other.is === 'page' || !other.observation.candidate || other.observation.type !== type,
        );
      }
      add(entry);
    },
    addPage(page: Page, automatic: boolean): void {
      // The document has another title by the time this is recorded.
      const pageAttributes: Attributes = { title: document.title, ...page.pageAttributes };
      const moment = hereAndNow();
      add({ is: 'page', page: { ...page, pageAttributes }, automatic, moment });
      // It may have none yet.
      // At the window, where it arrives last: the app may set it there.
      addEventListener('DOMContentLoaded', () => {
        if (location.href === moment.url) Object.assign(pageAttributes, { title: document.title }, page.pageAttributes);
      });
    },
    addAttributes(attributes: Attributes): void {
      waited.attributes = { ...waited.attributes, ...attributes };
    },
    /**
     * Where a recording of what waits begins: where the first of it happened, and when.
     *
     * @param autoPageView whether a page that was viewed by itself counts.
     */
    begin(autoPageView: boolean): { page: Page | undefined; moment: Moment | undefined } {
      const { entries } = waited;
      const [first] = entries;
      if (!first) return { page: begun?.page, moment: undefined };
      const view = entries.find(
        (entry): entry is PendingPage => entry.is === 'page' && (autoPageView || !entry.automatic),
      );
      const { page, url } =
        first.is === 'observation' && begun ? begun : { page: view?.page ?? begun?.page, ...view?.moment };
      return { page, moment: { at: momentOf(first).at, url: url ?? location.href } };
    },
    /** Gives all that waited, and is empty then. */
    take(): Waited {
      const taken = waited;
      waited = { entries: [], attributes: {}, lost: 0 };
      return taken;
    },
  };
}
