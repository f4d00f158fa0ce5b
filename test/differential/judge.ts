import type { Found } from './compare.ts';
import type { Difference } from './differences.ts';

/** A difference that was found, and for which Dual RUM. */
export interface FoundIn extends Found {
  subject: 'guest' | 'authenticated';
}

/** Whether a line of the table is about this difference. */
export const explains = (listed: Difference, { subject, event, field }: FoundIn): boolean =>
  (listed.subject === 'both' || listed.subject === subject) && listed.event.test(event) && listed.field.test(field);

/** What was found and is not in the table, and what is in the table and was not found for each Dual RUM it names. */
export function judge(found: FoundIn[], table: Difference[]): { unlisted: FoundIn[]; gone: Difference[] } {
  const occurs = (listed: Difference): boolean =>
    (listed.subject === 'both' ? ['guest', 'authenticated'] : [listed.subject]).every((subject) =>
      found.some((each) => each.subject === subject && explains(listed, each)),
    );
  return {
    unlisted: found.filter((each) => !table.some((listed) => explains(listed, each))),
    gone: table.filter((listed) => !listed.sometimes && !occurs(listed)),
  };
}
