/**
 * Runs the work when the browser is idle, or at once when the page is or gets hidden.
 *
 * That of web-vitals 4 leaves a listener behind each time, once for every interaction.
 */
export function whenIdle(work: () => void): number {
  const run = (): void => {
    document.removeEventListener('visibilitychange', run);
    work();
    work = () => undefined;
  };
  if (document.visibilityState === 'hidden') {
    run();
    return -1;
  }
  document.addEventListener('visibilitychange', run);
  return (self.requestIdleCallback || self.setTimeout)(run);
}
