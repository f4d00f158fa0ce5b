import type { ReactNode } from 'react';
import { Adapter, Ready } from './ready';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="data:," />
      </head>
      <body>
        {children}
        <Ready />
        <Adapter />
      </body>
    </html>
  );
}
