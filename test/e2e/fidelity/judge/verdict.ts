import type { Evidence, Violation } from './evidence.ts';
import { ids } from './rules/ids.ts';
import { intake } from './rules/intake.ts';
import { labels } from './rules/labels.ts';
import { pages } from './rules/pages.ts';
import { quiet } from './rules/quiet.ts';
import { repeated } from './rules/repeated.ts';
import { sessions } from './rules/sessions.ts';
import { signedIn } from './rules/signedIn.ts';
import { times } from './rules/times.ts';
import { wrongPage } from './rules/wrongPage.ts';

/** Everything that is wrong with a run; empty when it is as it should be. */
export const verdict = (evidence: Evidence): Violation[] =>
  [labels, pages, wrongPage, times, sessions, signedIn, ids, repeated, intake, quiet].flatMap((rule) => rule(evidence));
