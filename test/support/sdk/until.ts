/** Only what never comes takes as long: a busy machine is slow. */
const PATIENCE = 25_000;

/** Waits for a condition; what it returned last is in the error when it never comes true. */
export async function until<T>(what: string, look: () => T | Promise<T>, sound: (value: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await look();
    if (sound(value)) return value;
    if (Date.now() > end) throw new Error(`never came true: ${what}; at the end: ${JSON.stringify(value, null, 1)}`);
    await new Promise((done) => setTimeout(done, 15));
  }
}
