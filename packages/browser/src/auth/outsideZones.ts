/**
 * Runs work outside Angular's zone. A timer set in the zone keeps the app from ever being stable, and each event heard
 * there makes Angular check the whole page for changes: https://angular.dev/best-practices/zone-pollution
 */
export function outsideZones<Result>(work: () => Result): Result {
  // https://github.com/angular/angular/blob/main/packages/zone.js/lib/zone-impl.ts
  const root = (globalThis as { Zone?: { root?: { run?: (work: () => Result) => Result } } }).Zone?.root;
  return root?.run ? root.run(work) : work();
}
