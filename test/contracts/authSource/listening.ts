/** Keeps in `listening` what listens to the window, the document and the cookie store. Runs in the page. */
export function countListeners(): void {
  globalThis.listening = new Set();
  const names = new Map<EventTarget, string>([
    [window, 'window'],
    [document, 'document'],
    [(globalThis as unknown as { cookieStore: EventTarget }).cookieStore, 'cookieStore'],
  ]);
  const keys = new Map<unknown, number>();
  const keyOf = (target: EventTarget, type: string, listener: unknown): string => {
    if (!keys.has(listener)) keys.set(listener, keys.size);
    return `${names.get(target)} ${type} ${keys.get(listener)}`;
  };
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, ...args: Parameters<typeof add>) {
    const target = this ?? window;
    if (names.has(target)) listening.add(keyOf(target, args[0], args[1]));
    add.apply(target, args);
  };
  EventTarget.prototype.removeEventListener = function (
    this: EventTarget | undefined,
    ...args: Parameters<typeof remove>
  ) {
    const target = this ?? window;
    if (names.has(target)) listening.delete(keyOf(target, args[0], args[1]));
    remove.apply(target, args);
  };
}
