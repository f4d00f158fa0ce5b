import { afterEach, expect, it, vi } from 'vitest';
import { createCognitoUsersToDynamoDb } from './createCognitoUsersToDynamoDb.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it('answers the trigger with its event though nothing can be said of it', async () => {
  // Powertools then writes to the console that a test can take.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  const full = vi.fn(() => {
    throw new Error('the log is full');
  });
  for (const level of ['log', 'info', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(full);
  const handler = createCognitoUsersToDynamoDb({ TABLE: 'users', QUEUE_URL: 'http://127.0.0.1:9/queue' });
  const unreadable = { triggerSource: 'PostConfirmation_ConfirmSignUp', request: 7 };
  expect(await handler(unreadable)).toBe(unreadable);
  expect(full).toHaveBeenCalled();
});
