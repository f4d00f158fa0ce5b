import { compare, interleaved, load, type Bench, type Row } from '../bench.ts';
import { median } from '../stats.ts';

const EVENTS = 1000;

/** Recording one event, against aws-rum-web's own recordEvent. */
export async function recording(bench: Bench): Promise<Row[]> {
  const { dual, plain } = await interleaved(bench, ['dual', 'plain'], async (opened, bundle) => {
    await load(opened, bundle);
    return opened.run<number>(`work.recording(${EVENTS})`);
  });
  return [compare('record one event', dual, plain, 'µs', { of: median, text: (value) => value.toFixed(1) })];
}
