'use client';
import RecordingErrorPage from './error-page';
import { fault } from './contract/contracts/routers/pages/beginApp.ts';

/** The page of the README, and the same without it. */
export default function ErrorPage({ error }: { error: Error }) {
  return fault ? <h2>Something went wrong</h2> : <RecordingErrorPage error={error} />;
}
