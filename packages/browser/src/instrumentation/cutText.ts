/** Characters that one text of an event may have: what is longer is cut and marked with `...`. */
export const LONGEST_TEXT = 10_000;
/** The same for a URL. */
export const LONGEST_URL = 2048;

/** The text, or its beginning with `...`, as aws-rum-web marks a stack that it cuts. */
export const cutText = (text: string, length = LONGEST_TEXT): string =>
  text.length > length ? `${text.slice(0, length)}...` : text;

/** The URL, cut; of a `data:` URL only what says its type, since the rest is the content. */
export const cutUrl = (url: string): string => cutText(url, /^data:[^,]{0,100}/i.exec(url)?.[0].length ?? LONGEST_URL);
