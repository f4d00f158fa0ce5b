import { expect, it, vi } from 'vitest';
import { unavailable } from './requireOrSkip.ts';

it('skips with a loud line that says what and why', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect(unavailable('Kafka', 'there is no Java', {})).toBe(true);
    expect(write.mock.calls.join('')).toContain('SKIPPED: Kafka cannot run on this machine: there is no Java');
  } finally {
    write.mockRestore();
  }
});

it('fails in continuous integration', () => {
  expect(() => unavailable('Kafka', 'there is no Java', { CI: 'true' })).toThrow('Kafka cannot run');
});
