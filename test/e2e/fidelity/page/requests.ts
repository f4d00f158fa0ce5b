import type { Action, Reply } from '../journey/journey.ts';
import type { Notebook } from './notebook.ts';

type Fetch = Extract<Action, { do: 'fetch' }>;
type Xhr = Extract<Action, { do: 'xhr' }>;
type Image = Extract<Action, { do: 'image' }>;

/** Longer than the page waits before it gives up on an answer. */
const GIVEN_UP = 300;
/** Longer than any image takes. */
const LONGEST_IMAGE = 4000;

/** The app's own requests. */
export function createRequests({ write }: Notebook) {
  const open = new Set<string>();
  const images = new Set<string>();
  let unsent = 0;
  let spare: XMLHttpRequest | undefined;

  const started = (kind: 'http' | 'image', label: string): void => {
    open.add(label);
    write({ entry: 'start', kind, label });
  };
  const settled = (label: string, began?: number): void => {
    if (open.delete(label)) write({ entry: 'settled', label, ...(began && { began }) });
  };
  const urlOf = (reply: Reply, label: string, ms: number): string => {
    const late = reply === 'aborted' || reply === 'timeout' ? GIVEN_UP : 0;
    return `/api/${reply}?label=${label}&ms=${ms + late}`;
  };
  const giveUpAfter = (ms: number): number => Math.max(5, ms / 2);

  return {
    get open(): number {
      return open.size + unsent;
    },
    settled,
    /** The page is back from the back/forward cache. WebKit drops images that were on their way, and never says so. */
    restored(): void {
      const before = [...images];
      setTimeout(() => before.forEach((label) => open.delete(label)), LONGEST_IMAGE);
    },
    fetch({ label, reply, ms, as }: Fetch): void {
      const url = new URL(urlOf(reply, label, ms), location.href);
      const abort = new AbortController();
      const { signal } = abort;
      if (reply === 'aborted') setTimeout(() => abort.abort(), giveUpAfter(ms));
      started('http', label);
      const answer =
        as === 'request'
          ? fetch(new Request(url, { signal }))
          : fetch(as === 'url' ? url : url.pathname + url.search, { signal });
      void answer.then((response) => (settled(label), response.text())).catch(() => settled(label));
    },
    xhr({ label, reply, ms, sendAfter, again }: Xhr): void {
      const request = (again && spare) || new XMLHttpRequest();
      spare = undefined;
      request.open('GET', urlOf(reply, label, ms));
      request.timeout = reply === 'timeout' ? giveUpAfter(ms) : 0;
      request.onloadend = () => {
        settled(label);
        spare = request;
      };
      unsent++;
      const send = (): void => {
        unsent--;
        started('http', label);
        request.send();
        if (reply === 'aborted') setTimeout(() => request.abort(), giveUpAfter(ms));
      };
      if (sendAfter === 0) send();
      else setTimeout(send, sendAfter);
    },
    image({ label, ms }: Image): void {
      images.add(label);
      started('image', label);
      new Image().src = `/api/image?label=${label}&ms=${ms}`;
    },
  };
}
