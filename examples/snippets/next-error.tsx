'use client';
import { useRecordError } from '@dual-rum/browser/react';
import { rum } from './rum';

export default function ErrorPage({ error }: { error: Error }) {
  useRecordError(rum, error);
  return <h2>Something went wrong</h2>;
}
