export async function logOut(): Promise<void> {
  await rum.flush(); // What was recorded so far is with CloudWatch, signed as the user it belongs to.
  redirectToLogOut();
}
