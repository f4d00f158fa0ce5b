import { readFileSync } from 'node:fs';
import { startConsole, type RunningConsole, type StoredEvent } from '@dual-rum/console';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { batchFields, identities } from './batches.ts';
import { bundle, subjects, type SubjectName } from './bundle.ts';
import { compare } from './compare.ts';
import { differences } from './differences.ts';
import { explains, judge, type FoundIn } from './judge.ts';
import { normalize } from './normalize.ts';
import { startSite, type Site } from './site.ts';
import { visit } from './visit.ts';

let rum: RunningConsole;
let site: Site;
let browser: Browser;
const arrived = {} as Record<SubjectName, StoredEvent[]>;
const found: FoundIn[] = [];

const of = (subject: SubjectName) => {
  const events = arrived[subject];
  return [
    ...normalize(events, site.url(subject)),
    ...batchFields(events, new URL(site.url(subject)).hostname),
    identities(events),
  ];
};

beforeAll(async () => {
  [rum, browser, site] = await Promise.all([
    startConsole({
      appMonitors: [
        { name: 'plain', state: 'guest' },
        { name: 'guest', state: 'guest' },
        { name: 'authenticated', state: 'authenticated' },
      ],
    }),
    launchBrowser(),
    bundle().then(startSite),
  ]);
  for (const subject of subjects) arrived[subject] = await visit({ console: rum, site, browser }, subject);
  for (const subject of ['guest', 'authenticated'] as const)
    found.push(...compare(of('plain'), of(subject)).map((difference) => ({ subject, ...difference })));
  console.table(
    found.map((each) => ({
      subject: each.subject,
      event: each.event.slice(0, 60),
      field: each.field,
      plain: String(each.plain).slice(0, 60),
      dual: String(each.dual).slice(0, 60),
      listed: differences.find((listed) => explains(listed, each))?.kind ?? 'NO',
    })),
  );
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([rum?.close(), site?.close()]);
});

describe('the same scripted visit on one plain aws-rum-web and on Dual RUM', () => {
  it('records every kind of event with aws-rum-web, so that there is something to compare', () => {
    const types = new Set(arrived.plain.map(({ type }) => type.replace(/^com\.amazon\.rum\.(.*)_event$/, '$1')));
    expect([...types]).toEqual(
      expect.arrayContaining([
        'session_start',
        'page_view',
        'js_error',
        'http',
        'dom',
        'performance_navigation',
        'performance_resource',
        'first_contentful_paint',
        'largest_contentful_paint',
        'cumulative_layout_shift',
        'interaction_to_next_paint',
        'plain_event',
        'with_metadata',
        'on_second_load',
      ]),
    );
    expect(rum.refused()).toEqual([]);
  });

  it('arrives in the app monitor of the user, and nothing in the other', () => {
    expect(rum.events()).toHaveLength(subjects.reduce((sum, name) => sum + arrived[name].length, 0));
  });

  it('differs only in what the table of differences says', () => {
    expect(judge(found, differences).unlisted).toEqual([]);
  });

  it('differs in nothing that the README does not tell', () => {
    const readme = readFileSync(new URL('../../packages/browser/README.md', import.meta.url), 'utf8');
    for (const { event } of differences) expect(readme).toContain(`| \`${/\w+/.exec(event.source)![0]}\` `);
  });

  it('still differs in everything that the table of differences says', () => {
    expect(judge(found, differences).gone).toEqual([]);
  });
});
