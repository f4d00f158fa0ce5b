import { START_LOCATION, type Router } from 'vue-router';

let due = false;

/**
 * A route change in a single-page app is silent to screen readers and keeps the scroll position: here the next page's
 * heading takes the focus, and a page that is new begins at its top.
 */
export function beginPagesAtTheTop(router: Router): void {
  router.afterEach((to, from, failure) => {
    // Not on the first page: there the browser itself has announced the document.
    if (failure || from === START_LOCATION || to.path === from.path) return;
    moveFocusToHeading();
    // After going back there is a page ahead, and the browser restores where one was on this one.
    if ((history.state as { forward: string | null }).forward === null) scrollTo(0, 0);
  });
}

/** The next heading that appears takes the focus: what had it is about to go. */
export function moveFocusToHeading(): void {
  due = true;
}

/** True once after each navigation. The heading asks, since some pages have one only when their data has come. */
export function takeFocus(): boolean {
  const now = due;
  due = false;
  return now;
}
