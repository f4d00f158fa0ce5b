import { compare, interleaved, load, type Bench, type Row } from '../bench.ts';
import { median } from '../stats.ts';

/** Creating two monitors, against creating one AwsRum. */
export async function creation(bench: Bench): Promise<Row[]> {
  const { dual, plain } = await interleaved(bench, ['dual', 'plain'], async (opened, bundle) => {
    await load(opened, bundle);
    return opened.run<number>('work.creation()');
  });
  return [compare('create', dual, plain, 'ms', { of: median, text: (value) => value.toFixed(2) }, 0.6)];
}
