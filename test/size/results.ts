import { bundle, type Bundler, type ProjectType } from './bundle.ts';
import { fixtures, type Fixture } from './fixtures.ts';
import { measure, type Bytes, type Measured } from './measure.ts';

/** One bundler in one kind of project, with every fixture measured. */
export interface Result {
  bundler: Bundler;
  type: ProjectType;
  measured: Record<Fixture, Measured>;
}

/** Bundles everything, one after the other: bundlers use all cores by themselves. */
export async function measureAll(): Promise<Result[]> {
  const results: Result[] = [];
  for (const bundler of ['vite', 'esbuild'] as const) {
    for (const type of ['module', 'commonjs'] as const) {
      const measured = {} as Result['measured'];
      for (const fixture of Object.keys(fixtures) as Fixture[]) {
        measured[fixture] = measure(await bundle(bundler, type, fixture));
      }
      results.push({ bundler, type, measured });
    }
  }
  return results;
}

/** What a page has loaded when it can send its first signed batch. */
export function beforeFirstDispatch({ upFront, signing = { min: 0, gzip: 0 } }: Measured): Bytes {
  return { min: upFront.min + signing.min, gzip: upFront.gzip + signing.gzip };
}

/** Bytes of `gzip -9` that `./vue` adds up front. */
export function vueAdds({ measured }: Result): number {
  return measured.dualRumVue.upFront.gzip - measured.dualRum.upFront.gzip;
}
