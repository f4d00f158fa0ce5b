'use client';
import { paramPattern, usePageView } from '@dual-rum/browser/react';
import { useParams, usePathname } from 'next/navigation';
import { rum } from './rum';

export function PageViews() {
  const path = usePathname();
  usePageView(rum, { pageId: paramPattern(path, useParams()), path });
  return null;
}
