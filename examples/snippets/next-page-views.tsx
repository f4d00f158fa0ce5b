'use client';
import { paramPattern, usePageView } from '@dual-rum/browser/react';
import { useParams, usePathname } from 'next/navigation';
import { Suspense } from 'react';
import { rum } from './rum';

function PageView() {
  const path = usePathname();
  usePageView(rum, { pageId: paramPattern(path, useParams()), path });
  return null;
}

/** With Cache Components, what reads the address has to be in <Suspense>. */
export const PageViews = () => (
  <Suspense>
    <PageView />
  </Suspense>
);
