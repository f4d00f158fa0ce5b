import { incomplete } from './Signature.ts';

/** `20260131T120000Z` as milliseconds since 1970; refuses dates that do not exist. */
export function parseAmzDate(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const time = parts ? Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`) : NaN;
  if (Number.isNaN(time) || formatAmzDate(time) !== text)
    throw incomplete(`X-Amz-Date "${text}" must be a time such as 20260131T120000Z.`);
  return time;
}

/** Milliseconds since 1970 as SigV4 writes a time. */
export const formatAmzDate = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
