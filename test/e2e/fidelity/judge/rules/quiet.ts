import type { Evidence, Violation } from '../evidence.ts';

/** Nothing is heard of the SDK: no error, no warning, no problem; and the last flush was complete. */
export function quiet({ story, noise }: Evidence): Violation[] {
  return [
    ...noise.map((message): Violation => ({ rule: 'noise', message })),
    ...story.problems.map((message): Violation => ({ rule: 'problem', message })),
    ...(story.flushed === false
      ? [{ rule: 'not flushed', message: 'the last flush() resolved with false' } as const]
      : []),
  ];
}
