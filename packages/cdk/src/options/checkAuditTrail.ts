import type { AuditTrail, DualRumOptions } from './DualRumOptions.ts';
import { knownKeys, matching, must } from './must.ts';

/**
 * The audit trail with every default filled in. Undefined when it is not asked for.
 * @throws OptionError naming the option and the fix
 */
export function checkAuditTrail({ auditTrail, name }: DualRumOptions): Required<AuditTrail> | undefined {
  if (auditTrail === undefined) return undefined;
  knownKeys(auditTrail, 'auditTrail', ['guests', 'keepDays', 'database']);
  const { guests = false, keepDays = 365, database = 'dual_rum_audit' } = auditTrail;
  must(typeof guests === 'boolean', 'auditTrail.guests', guests, 'true or false');
  must(
    Number.isInteger(keepDays) && keepDays >= 1 && keepDays <= 3650,
    'auditTrail.keepDays',
    keepDays,
    'a whole number of days from 1 to 3650',
  );
  matching(database, 'auditTrail.database', /^[a-z0-9_]{1,255}$/, 'lower-case letters, digits and _', 'known');
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
  must(
    /^[A-Za-z0-9](?!.*[._-]{2}).{0,120}[A-Za-z0-9]$|^[A-Za-z0-9]$/.test(name),
    'name',
    name,
    'fit for a trail with auditTrail: at most 122 characters, a letter or digit at both ends, and no two of . _ - in a row',
  );
  return { guests, keepDays, database };
}
