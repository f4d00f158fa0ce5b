import events from './auth0_events.sql?raw';
import bursts from './bursts_of_failures.sql?raw';
import failures from './failures.sql?raw';
import byClient from './sign_ins_by_client.sql?raw';
import byConnection from './sign_ins_by_connection.sql?raw';
import byCountry from './sign_ins_by_country.sql?raw';
import byDay from './sign_ins_by_day.sql?raw';

/** A question, as Athena and DuckDB both read it. Its first line says in words what it asks. */
export interface Query {
  /** `sign_ins_by_day` */
  name: string;
  sql: string;
}

/** The view that all questions ask. */
export const eventsView = events.trim();

/** Logical ids of the named queries, and what they ask. */
export const queries: Record<string, Query> = {
  SignInsByDay: { name: 'sign_ins_by_day', sql: byDay.trim() },
  SignInsByClient: { name: 'sign_ins_by_client', sql: byClient.trim() },
  SignInsByConnection: { name: 'sign_ins_by_connection', sql: byConnection.trim() },
  SignInsByCountry: { name: 'sign_ins_by_country', sql: byCountry.trim() },
  Failures: { name: 'failures', sql: failures.trim() },
  BurstsOfFailures: { name: 'bursts_of_failures', sql: bursts.trim() },
};

/** The comment on the first line. */
export const questionOf = (sql: string): string => /^-- (.*)$/m.exec(sql)![1]!;
