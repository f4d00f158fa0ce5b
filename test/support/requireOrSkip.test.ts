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

it('says the same once, however many suites it skips', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    for (let suites = 0; suites < 3; suites++) expect(unavailable('Trino', 'there is no Java', {})).toBe(true);
    unavailable('Trino', 'there is no memory', {});
    expect(write).toHaveBeenCalledTimes(2);
  } finally {
    write.mockRestore();
  }
});

it('fails in continuous integration', () => {
  expect(() => unavailable('Kafka', 'there is no Java', { CI: 'true' })).toThrow('Kafka cannot run');
});
