const STRING = String.raw`"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const SIMPLE = `(?:${STRING}|${NUMBER}|true|false|null)`;
const objectOf = (value: string): string => `\\{(?:${STRING}:${value}(?:,${STRING}:${value})*)?\\}`;
/** Objects of simple values and of objects of these, without spaces: nearly all that the web client sends. */
const USUAL = new RegExp(`^${objectOf(`(?:${SIMPLE}|${objectOf(SIMPLE)})`)}$`);
/** A pattern needs memory for what it may have to take back. */
const LONGEST = 16_384;

/** Whether a text is JSON. A pattern tells the usual texts in a quarter of the time that reading them takes; the rest is read. */
export function isJson(text: string): boolean {
  if (text.length <= LONGEST && USUAL.test(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
