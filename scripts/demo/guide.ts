import type { Demo } from './start-demo.ts';

/** What the demo prints once it runs: what to open, what to try, where to look. */
export function guide({ url: shop, console: { url: console, config } }: Demo): string {
  return `
  The shop      ${shop}
  The console   ${console}        (stands in for CloudWatch RUM and the Cognito identity pool)

  Try this:
    1. Open the shop. You are a guest: the strip at the bottom of each page says which app monitor sees you.
    2. Sign in with any name. From the sign-in page on, you are in the other app monitor.
    3. Put something into the cart and order it. Payment is pretended, the rest is real.
    4. Press "Throw an error" and "Slow request" at the bottom, signed in and signed out.
    5. Open a second tab, sign out in the first: the second one is a guest too.
    6. Start "Slow request" and sign out before it ends: it stays with the user who started it.
    7. Write to the signed-in monitor as nobody, and see it refused:
       curl -X POST ${console}/appmonitors/${config.authenticated.appMonitorId} -d '{}'

  Look here:
    ${console}/_journeys   sessions and page sequences of both app monitors
    ${console}/_events     every event as it was received
    ${console}/_refused    writes that were refused; they also show below

  Enter draws both journeys here. Ctrl-C stops.
`;
}
