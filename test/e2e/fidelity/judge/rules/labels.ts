import { isOwnLabel } from '../../journey/labels.ts';
import type { Arrival, Evidence, Violation } from '../evidence.ts';

/** Every label arrives once, in the monitor that was active when its action started. */
export function labels({ story, arrivals }: Evidence): Violation[] {
  const found: Violation[] = [];
  const byLabel = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    if (!arrival.of || arrival.of.kind === 'page') continue;
    const { label } = arrival.of;
    byLabel.set(label, [...(byLabel.get(label) ?? []), arrival]);
  }
  for (const { label, kind, monitor, certain } of story.happenings) {
    const all = byLabel.get(label) ?? [];
    byLabel.delete(label);
    const seen = all.filter((arrival) => arrival.of?.kind === kind);
    const wrong = seen.filter((arrival) => arrival.monitor !== monitor);
    if (seen.length === 0 && certain) {
      found.push({ rule: 'lost', label, message: `${kind} ${label} of the ${monitor} monitor never arrived` });
    }
    if (wrong.length > 0) {
      found.push({ rule: 'misfiled', label, message: `${kind} ${label} of the ${monitor} monitor is in the other` });
    }
    if (seen.length > 1) {
      found.push({ rule: 'doubled', label, message: `${kind} ${label} arrived ${seen.length} times` });
    }
    if (seen.length < all.length) {
      found.push({
        rule: 'stray',
        label,
        message: `${kind} ${label} arrived as ${all.map(({ type }) => type).join()}`,
      });
    }
  }
  for (const label of byLabel.keys()) {
    // As its last tab closes, Firefox may lose what a page writes down of its last words, and not these.
    if (isOwnLabel(label)) continue;
    found.push({ rule: 'stray', label, message: `${label} arrived, and never happened` });
  }
  return found;
}
