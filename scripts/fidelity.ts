/** `npm run fidelity`: random journeys through the subjects, and a table of what became of every label. */
import { ensureBuilt } from '../test/support/ensureBuilt.ts';

try {
  // Before anything imports it.
  ensureBuilt('console');
  const { command } = await import('../test/e2e/fidelity/report/command.ts');
  process.exitCode = await command(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
