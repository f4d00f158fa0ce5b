'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { appReady, fault } from './contract/contracts/routers/pages/beginApp.ts';
import { PageViews } from './page-views';

export function Ready() {
  const router = useRouter();
  useEffect(() => appReady((path) => Promise.resolve(router.push(path))), [router]);
  return null;
}

export const Adapter = () => (fault ? null : <PageViews />);
