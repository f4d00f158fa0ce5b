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

/** What other entries add to the core, each in an application of its own. */
export const ADDITIONS = {
  './vue': 'dualRumVue',
  './nuxt': 'dualRumNuxt',
  './react': 'dualRumReact',
  './react, hooks': 'dualRumReactHooks',
  './angular': 'dualRumAngular',
  './auth0': 'dualRumAuth0',
  './cognito': 'dualRumCognito',
  './oidc': 'dualRumOidc',
} as const satisfies Record<string, Fixture>;

export type Addition = keyof typeof ADDITIONS;

/** Bytes of `gzip -9` that an entry adds up front. */
export function adds(entry: Addition, { measured }: Result): number {
  return measured[ADDITIONS[entry]].upFront.gzip - measured.dualRum.upFront.gzip;
}
