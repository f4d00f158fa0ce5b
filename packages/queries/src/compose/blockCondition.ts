import { textLiteral, timeLiteral } from './literals.ts';

/** ISO 8601 in UTC. */
const TIME = String.raw`\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?`;
const BLOCK = new RegExp(`^(.+)@(${TIME})(?:/(${TIME}))?$`);

/**
 * `<subject or identity id>@<since>`, or `…@<since>/<until>`, as a condition on a write of the verdict: what was recorded while its writer was
 * blocked. Undefined when it is not of this form.
 */
export function blockCondition(block: string): string | undefined {
  const [, who, since, until] = BLOCK.exec(block) ?? [];
  if (who === undefined || since === undefined) return undefined;
  if ([since, until].some((time) => time !== undefined && Number.isNaN(Date.parse(time)))) return undefined;
  const writer = `(subject = ${textLiteral(who)} OR identity_id = ${textLiteral(who)})`;
  const ended = until === undefined ? '' : ` AND earliest < ${timeLiteral(until, 'blocked')}`;
  return `coalesce(${writer}, false) AND earliest > ${timeLiteral(since, 'blocked')}${ended}`;
}
