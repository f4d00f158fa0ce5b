/** What is said already: many suites need the same. */
const said = new Set<string>();

/**
 * For a suite whose server or tool cannot exist on this machine: `describe.skipIf(!java && unavailable('Kafka', 'no Java'))`.
 * Prints one loud line, the same once in a process, and answers true, so that the suite is skipped. With `CI=true` it throws
 * instead: there, a suite that does not run is a failure.
 */
export function unavailable(what: string, why: string, env: NodeJS.ProcessEnv = process.env): true {
  const message = `${what} cannot run on this machine: ${why}`;
  if (env.CI === 'true') throw new Error(`${message}. With CI=true nothing may be skipped.`);
  // Straight to the terminal: a test runner folds console output away with the suite it skips.
  if (!said.has(message)) process.stderr.write(`\n!!! SKIPPED: ${message}\n\n`);
  said.add(message);
  return true;
}
