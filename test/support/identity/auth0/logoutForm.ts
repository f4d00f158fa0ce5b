/** A page that confirms the log-out by itself, as Auth0 does not ask. */
export const logoutForm = (form: string): string =>
  `<!doctype html><title>Logging out</title><link rel="icon" href="data:,">${form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>')}
<script>document.forms[0].submit()</script>`;
