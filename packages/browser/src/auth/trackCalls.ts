/**
 * Tells whether the sign-in client is about to know more, so that "nobody is signed in" would be too early an answer:
 * a call that may sign in is under way, or the page has just come back from the login page and the app has yet to make
 * that call.
 */
export function trackCalls() {
  // The authorization response: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
  const isRedirectBack = /[?&#](code|error|state)=.*&(code|error|state)=/.test(location.search + location.hash);
  let underWay = 0;
  let isFirstOver = false;

  return {
    began(): void {
      underWay++;
    },
    ended(): void {
      underWay--;
      isFirstOver = true;
    },
    /** @param isExpected something else says that the app will make a first call. */
    isAnswerPending: (isExpected = false): boolean => underWay > 0 || (!isFirstOver && (isRedirectBack || isExpected)),
  };
}
