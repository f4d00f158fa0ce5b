/**
 * Tells whether the sign-in client is about to know more, so that an answer now would be too early: a call that may sign
 * in or out is under way, or the page has just come back from the login page and the app has yet to make that call.
 */
export function trackCalls() {
  // The authorization response: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
  const isRedirectBack = /[?&#](code|error|state)=.*&(code|error|state)=/.test(location.search + location.hash);
  let underWay = 0;
  let signOuts = 0;
  let isFirstOver = false;

  return {
    /** A call begins. @returns what says that it is over. */
    began(isSignOut: boolean): () => void {
      const count = Number(isSignOut);
      let isOver = false;
      underWay++;
      signOuts += count;
      return () => {
        if (isOver) return;
        isOver = true;
        underWay--;
        signOuts -= count;
        isFirstOver = true;
      };
    },
    /** Whether a guest may turn out to be signed in. @param isExpected something else says that the app will make a call. */
    isSignInPending: (isExpected = false): boolean => underWay > 0 || (!isFirstOver && (isRedirectBack || isExpected)),
    /** Whether the user is about to be signed out. */
    isSignOutPending: (): boolean => signOuts > 0,
  };
}
