import type { EnginePage } from '../../../support/engines/Engine.ts';
import { labelIn } from '../journey/labels.ts';

/** Hears whatever the page complains about, but for what the journey itself did: that carries a label. */
export function listen(page: EnginePage): string[] {
  const noise: string[] = [];
  page.onComplaint((text, where) => {
    if (labelIn(text) === undefined && labelIn(where) === undefined) noise.push(`${text} ${where}`.trim());
  });
  return noise;
}
