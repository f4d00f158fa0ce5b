'use client';
import { useState } from 'react';
import { fail } from '../../contract/contracts/routers/pages/beginApp.ts';

export function Product({ id }: { id: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) fail();
  return (
    <div>
      <h2>product {id}</h2>
      <button id="break" onClick={() => setBroken(true)}>
        break
      </button>
    </div>
  );
}
