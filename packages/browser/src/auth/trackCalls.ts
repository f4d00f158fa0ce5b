/**
 * Tells whether the sign-in client is about to know more, so that an answer now would be too early: a call that may sign
 * in or out is under way, or the page has just come back from the login page and the app has yet to make that call.
 */
export function trackCalls() {
  const isRedirectBack = isOwnRedirect(location.search || location.hash);
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

/**
 * Whether a page has come back from the login page to which its client has sent the user: it carries an authorization response
 * (https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2), whose state every client stores before it leaves. The app may have other
 * providers, too, whose responses are none of the client's business.
 */
function isOwnRedirect(query: string): boolean {
  const response = new URLSearchParams(query.slice(1));
  // oidc-client-ts adds the app's own state after a semicolon.
  const [state] = (response.get('state') ?? '').split(';');
  if (!state || !(response.has('code') || response.has('error'))) return false;
  try {
    const stored =
      JSON.stringify([sessionStorage, localStorage].map(Object.entries)) + decodeURIComponent(document.cookie);
    return stored.includes(state);
  } catch {
    // Where storage cannot be read, it may be.
    return true;
  }
}
