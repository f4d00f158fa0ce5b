import type { Check } from './checks.ts';
import type { Measured } from './measure.ts';
import { adds, beforeFirstDispatch, type Result } from './results.ts';
import type { Script } from './scripts.ts';

const START = '<!-- size:start -->';
const END = '<!-- size:end -->';
/** How far a stated figure may be from the measured one. */
const TOLERANCE = 0.02;
const NUMBER = /\d+(?:\.\d+)?/g;

/** The figures as README.md states them: Vite in a project of ES modules. */
export function sizeBlock(results: Result[], scripts: Script[]): string {
  const result = results.find(({ bundler, type }) => bundler === 'vite' && type === 'module');
  if (!result) throw new Error('Vite was not measured in a project of ES modules');
  const { dualRum, awsRumWeb, sentry, datadog, faro } = result.measured;
  const KB = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  const row = (name: string, one: Measured): string =>
    `| ${name} | ${KB(one.upFront.gzip)} | ${KB(beforeFirstDispatch(one).gzip)} |`;
  const vue = adds('./vue', result);
  const signIn = Math.max(...(['./auth0', './cognito', './oidc'] as const).map((entry) => adds(entry, result)));
  const script = KB(Math.max(...scripts.map(({ gzip }) => gzip)));
  const inAll = (one: Result): number => beforeFirstDispatch(one.measured.dualRum).gzip;
  const percent = (bytes: number): string => ((100 * bytes) / beforeFirstDispatch(awsRumWeb).gzip).toFixed(1);
  return [
    '| minified, `gzip -9` | up front | before the first dispatch |',
    '| --- | ---: | ---: |',
    row('`createDualRum`, two monitors', dualRum),
    `| … with \`./vue\` | ${KB(dualRum.upFront.gzip + vue)} | ${KB(beforeFirstDispatch(dualRum).gzip + vue)} |`,
    `| … with \`./auth0\`, \`./cognito\` or \`./oidc\` | ≤ ${KB(dualRum.upFront.gzip + signIn)} | ≤ ${KB(beforeFirstDispatch(dualRum).gzip + signIn)} |`,
    `| one file for a script tag, both sources inside | ${script} | ${script} |`,
    row('`aws-rum-web`, one monitor', awsRumWeb),
    row('`@sentry/browser`, with tracing', sentry),
    row('`@datadog/browser-rum-slim`', datadog),
    row('`@grafana/faro-web-sdk`', faro),
    '',
    `By Vite as ES modules, with the identity pool's client inside. Before the first dispatch both monitors load ${percent(inAll(result))}% of what one plain \`aws-rum-web\` loads; up front it is ${percent(dualRum.upFront.gzip)}%. Another bundler or CommonJS takes up to ${KB(Math.max(...results.map(inAll)))}. The others record what comes nearest to errors, performance and requests, without session replay.`,
  ].join('\n');
}

/** Whether the text between the markers says the same as `block`, with every figure within 2%. */
export function checkReadme(readme: string, block: string): Check {
  const what = 'the figures in README.md are within 2% of the measured';
  const stated = between(readme);
  if (stated === undefined) return { ok: false, what, found: `there is no ${START} … ${END}` };
  if (shape(stated) !== shape(block)) return { ok: false, what, found: 'other text; npm run size -- --write' };
  const claims = stated.match(NUMBER) ?? [];
  const measured = block.match(NUMBER) ?? [];
  const wrong = claims.flatMap((claim, i) => {
    const value = Number(measured[i]);
    return Math.abs(Number(claim) - value) > TOLERANCE * value ? [`${claim} instead of ${value}`] : [];
  });
  const found = wrong.length > 0 ? `${wrong.join(', ')}; npm run size -- --write` : 'so they are';
  return { ok: wrong.length === 0, what, found };
}

/** The README with `block` between its markers. */
export function writeBlock(readme: string, block: string): string {
  if (between(readme) === undefined) throw new Error(`Put ${START} and ${END} into README.md where the figures belong`);
  const [head, tail] = [readme.indexOf(START) + START.length, readme.indexOf(END)];
  return `${readme.slice(0, head)}\n\n${block}\n\n${readme.slice(tail)}`;
}

function between(readme: string): string | undefined {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  return start >= 0 && end > start ? readme.slice(start + START.length, end) : undefined;
}

/** The text without its figures, and without the spaces and dashes with which a formatter aligns tables. */
function shape(text: string): string {
  return text.replace(NUMBER, '#').replace(/-+/g, '-').replace(/\s+/g, '').trim();
}
