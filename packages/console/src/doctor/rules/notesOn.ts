import type { Finding } from '../Finding.ts';
import type { Observations } from '../Observations.ts';
import { identityRequestsOf, writesOf } from './requestsOf.ts';

/** What could not be looked at, so that no finding does not mean that it is right. */
export function notesOn(observations: Observations, findings: Finding[]): string[] {
  const { rums, reference } = observations;
  const [rum] = rums;
  if (!rum) return [];
  const notes: string[] = [];
  if (reference?.is === 'learned')
    notes.push(
      'The ids were taken from the app: whether these app monitors, pools and roles exist was not checked. Give --config or --console for that.',
    );
  if (!reference)
    notes.push(
      'What the app talks to is neither AWS nor a console: its answers were looked at, its ids and roles were not. Give --config or --console for that.',
    );
  const users = writesOf(rum, 'authenticated', observations);
  const asked = identityRequestsOf('authenticated', observations);
  if (reference?.is === 'learned' && (asked.length > 0 || users.length > 0))
    notes.push(
      'Whether signed-in users get credentials was not checked: only a console that knows your issuer can. Give --config with its issuers.',
    );
  else if (users.length === 0 && !findings.some(({ monitor }) => monitor === 'authenticated'))
    notes.push(
      'Nobody signed in, so the signed-in app monitor was not tried. Sign in with --show, or give --storage-state.',
    );
  return notes;
}
