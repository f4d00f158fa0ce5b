import type { Evidence, Violation } from '../evidence.ts';

/** Every batch is signed with its own monitor's role, and none is refused. */
export function intake({ arrivals, refused, roles }: Evidence): Violation[] {
  const wrong = new Set(
    arrivals
      .filter(({ monitor, role }) => role !== roles[monitor])
      .map(({ monitor, role }) => `the ${monitor} monitor has events signed with ${role ?? 'nothing'}`),
  );
  return [
    ...[...wrong].map((message): Violation => ({ rule: 'role', message })),
    ...refused.map((message): Violation => ({ rule: 'refused', message })),
  ];
}
