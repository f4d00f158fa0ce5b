import { labelIn } from '../journey/labels.ts';
import type { Notebook } from './notebook.ts';

/** Notes what a browser that cannot be asked says of the page, but for what the journey itself did: that carries a label. */
export function hearComplaints({ write }: Notebook): void {
  const hear = (message: string): void => {
    if (labelIn(message) === undefined) write({ entry: 'problem', message });
  };
  addEventListener('error', ({ message }) => hear(`page error: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => hear(`unhandled: ${String(reason)}`));
  for (const how of ['error', 'warn'] as const) {
    const say = console[how];
    console[how] = (...what: unknown[]) => {
      hear(`console.${how}: ${what.map(String).join(' ')}`);
      say.apply(console, what);
    };
  }
}
