/**
 * Lets no page that sleeps in the back/forward cache keep the database from the others. In Chromium a page that went there while it
 * created a database blocks it for as long as it sleeps, and is dropped when another one asks for a lock that it holds:
 * https://github.com/w3c/IndexedDB/issues/381
 *
 * @param name of the database, and of the lock.
 * @param locks on plain http there are none.
 * @param opening settles when the database is open, or never will be.
 */
export function guardOpening(name: string, locks: LockManager | undefined, opening: Promise<unknown>): void {
  locks?.request(name, () => opening).catch(() => undefined);
}
