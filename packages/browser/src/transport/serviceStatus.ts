import type { Problem } from '../api/types.ts';

/** What is known of the data plane, as one app monitor sees it: nothing yet, that it answers as it should, or that it fails. */
export type ServiceStatus = UnknownService | FlowingService | FailingService;

export interface UnknownService {
  name: 'unknown';
  lastError?: undefined;
}

export interface FlowingService {
  name: 'flowing';
  /** Events in a row that were dropped as invalid, since one was accepted. */
  rejections: number;
  lastError?: string;
}

export interface FailingService {
  name: 'failing';
  /** Times in a row that it could not be reached or was not available. */
  failures: number;
  /** All batches rest until then, as long as nobody asks for more haste. */
  restUntil: number;
  /** The service itself asked to be left alone until then. */
  askedUntil: number;
  /** The kind of problem that was reported last, and is not reported again. */
  reported?: Problem['type'];
  lastError?: string;
}
