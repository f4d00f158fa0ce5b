/** `npm run demo`: the demo shop and a local CloudWatch RUM, to try or (`--journey`) to be walked through and checked. */
import { createInterface } from 'node:readline';
import { launchBrowser } from '../test/support/browser.ts';
import { checkJourneys } from './demo/check-journeys.ts';
import { demoOptions, usage, type DemoOptions } from './demo/demo-options.ts';
import { drawJourneys } from './demo/draw-journeys.ts';
import { guide } from './demo/guide.ts';
import { checkIdentityEvents, COGNITO_USER, drawIdentityEvents, drawTable } from './demo/identity-events.ts';
import { checkNewUsers } from './demo/new-users.ts';
import { prepare } from './demo/prepare.ts';
import { startDemo, type Demo } from './demo/start-demo.ts';
import { walk } from './demo/walk.ts';

const say = (line: string): void => console.log(line);

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  let options: DemoOptions;
  try {
    options = demoOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    say(usage);
    return 0;
  }
  try {
    prepare(say);
    const demo = await startDemo({ ...options, onRefused: (line) => console.error(`\n*** ${line}\n`) });
    try {
      return options.journey ? await showJourney(demo) : await showDemo(demo);
    } finally {
      await demo.close();
    }
  } catch (error) {
    console.error(`The demo failed: ${(error as Error).message}`);
    return 1;
  }
}

async function showDemo(demo: Demo): Promise<number> {
  say(guide(demo));
  const input = createInterface({ input: process.stdin, terminal: false });
  input.on('line', () => {
    say(drawJourneys(demo.console.journeys(), demo.console.events()));
    void demo.identityEvents?.list().then((events) => say(`\n${drawIdentityEvents(events)}`));
  });
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  input.close();
  say('\nStopped.');
  return 0;
}

async function showJourney(demo: Demo): Promise<number> {
  // At a person's pace, so that the drawing shows time passing. The check itself needs none of it.
  const browser = await launchBrowser({ slowMo: 150 });
  try {
    say(`A user in a headless browser at ${demo.url}`);
    const result = await walk(demo, browser, (line) => say(`  ${line}`));
    say(`\n${drawJourneys(result.journeys, result.events)}\n`);
    const differences = checkJourneys(result);
    if (demo.identityEvents) {
      const identityEvents = await demo.identityEvents.list();
      say(`${drawIdentityEvents(identityEvents)}\n\nThey are in ${demo.identityEvents.folder}\n`);
      const known = demo.subject !== undefined;
      differences.push(
        ...checkIdentityEvents(identityEvents, demo.subject ?? 'auth0|Ada', known ? COGNITO_USER : undefined),
      );
      const { users } = demo.identityEvents;
      if (typeof users === 'function') {
        const rows = await users();
        say(`USERS · as the table has them\n\n${rows.length === 0 ? 'none' : drawTable(rows)}\n`);
        differences.push(...checkNewUsers(rows, demo.subject!, 'Ada Byron'));
      } else if (users) say(`There is no table of users here: ${users.why}.\n`);
    }
    const also = demo.identityEvents ? ', and every identity event' : '';
    if (differences.length === 0) say(`Exactly as it must be: every page once, in the right app monitor${also}.`);
    else console.error(`Not as it must be:\n${differences.map((line) => `  - ${line}`).join('\n')}`);
    return differences.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
  }
}
