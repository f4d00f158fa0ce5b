import { composeSql, findQuery } from '@dual-rum/queries';
import { expect, it } from 'vitest';
import { countVerdicts, explainReasons, findVerdict, reasonTexts, verdicts } from './verdicts.ts';

const sql = composeSql(findQuery('verdict'), {}, 'duckdb');
const textsIn = (part: string): string[] => [...part.matchAll(/(?:THEN|ELSE) '([^']+)'/g)].map(([, text]) => text!);
const between = (from: string, to: string): string => sql.slice(sql.indexOf(from), sql.indexOf(to, sql.indexOf(from)));

it('has words for every verdict that the query gives, and for no other', () => {
  const given = textsIn(between("WHEN refused_writer IS NOT NULL THEN 'refused'", 'END AS verdict'));
  expect(given.length).toBeGreaterThan(9);
  expect(verdicts.map(({ name }) => name).sort()).toEqual([...new Set(given)].sort());
});

it('has words for every reason that the query gives, and for no other', () => {
  const given = textsIn(between("nullif(concat_ws(', '", 'AS reasons'));
  expect(given.length).toBeGreaterThan(12);
  expect(Object.keys(reasonTexts).sort()).toEqual([...new Set(given)].sort());
});

it('tells the weaker verdicts by their names', () => {
  expect(verdicts.filter(({ weaker }) => weaker).map(({ name }) => name)).toEqual([
    'unexplained-without-trail',
    'implausible-without-trail',
    'possible-without-trail',
  ]);
});

it('explains several reasons, one by one, and passes on what it does not know', () => {
  expect(explainReasons('no sign-in, too many events, new')).toEqual([
    reasonTexts['no sign-in'],
    reasonTexts['too many events'],
    'new',
  ]);
  expect(explainReasons(null)).toEqual([]);
  expect(findVerdict('new')).toMatchObject({ title: 'new', concern: 'open' });
});

it('counts each verdict that there is, those that somebody should look at first', () => {
  const step = (time: string, verdict: string, sessions: number) => ({ time, verdict, sessions });
  const counts = countVerdicts([
    step('10:00', 'verified', 3),
    step('10:00', 'shared', 1),
    step('11:00', 'verified', 2),
  ]);
  expect(counts).toEqual([
    { title: 'Shared', steps: [{ time: '10:00', value: 1 }] },
    {
      title: 'Verified',
      steps: [
        { time: '10:00', value: 3 },
        { time: '11:00', value: 2 },
      ],
    },
  ]);
});
