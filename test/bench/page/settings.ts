/** What both SDKs are given, so that they do the same work. */
export const guestId = '00000000-0000-4000-8000-000000000001';
export const authenticatedId = '00000000-0000-4000-8000-000000000002';
export const plainId = '00000000-0000-4000-8000-000000000003';

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };

export const config = {
  telemetries: ['errors', 'performance', 'http'] as ('errors' | 'performance' | 'http')[],
  allowCookies: true,
  sessionSampleRate: 1,
  // Above what is recorded here: an SDK that drops events would be fast for the wrong reason.
  sessionEventLimit: 0,
  eventCacheSize: 100_000,
};

export interface Recorder {
  recordEvent(type: string, data: object): void;
}
