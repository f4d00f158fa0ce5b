import { isLiteral } from '../options/isLiteral.ts';

/** JSON with CloudFormation's intrinsic functions in it. */
export type Json = string | number | boolean | Json[] | { [key: string]: Json };

export type Intrinsic =
  | { Ref: string }
  | { 'Fn::GetAtt': [string, string] }
  | { 'Fn::Join': [string, Json] }
  | { 'Fn::Split': [string, Json] }
  /** A text with variables. Pseudo parameters need no value; the values of all others are in the second element. */
  | { 'Fn::Sub': string | [string, Record<string, Json>] };

export const ref = (logicalId: string): Intrinsic => ({ Ref: logicalId });
export const getAtt = (logicalId: string, attribute: string): Intrinsic => ({ 'Fn::GetAtt': [logicalId, attribute] });
export const sub = (text: string): Intrinsic => ({ 'Fn::Sub': text });

/** A text, known now or at deployment, with more behind it. */
export function append(value: Json, more: string): Json {
  if (typeof value === 'string') return `${value}${more}`;
  if (typeof value !== 'object' || !('Fn::Sub' in value)) throw new Error(`${JSON.stringify(value)} is no text`);
  const text = (value as { 'Fn::Sub': string | [string, Record<string, Json>] })['Fn::Sub'];
  return { 'Fn::Sub': typeof text === 'string' ? `${text}${more}` : [`${text[0]}${more}`, text[1]] };
}

const INTRINSIC = /^(Ref|Fn::\w+)$/;

export function isIntrinsic(value: Json): value is Intrinsic {
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const [key, ...more] = Object.keys(value);
  return key !== undefined && more.length === 0 && INTRINSIC.test(key);
}

/** `value` as JSON text, for properties that hold text. CloudFormation fills in what is known only at deployment. */
export function jsonText(value: Json): Intrinsic {
  const variables: Record<string, Json> = {};
  const names = new Map<string, string>();
  const put = (inner: Json): string => {
    const text = isIntrinsic(inner) && 'Fn::Sub' in inner && inner['Fn::Sub'];
    // A text with pseudo parameters only needs no values of its own.
    if (typeof text === 'string') return text;
    const key = JSON.stringify(inner);
    const name = names.get(key) ?? `Value${names.size + 1}`;
    names.set(key, name);
    variables[name] = inner;
    return `\${${name}}`;
  };
  const write = (inner: Json): Json => {
    if (typeof inner === 'string') return isLiteral(inner) ? inner.replaceAll('${', '${!') : put(inner);
    if (typeof inner !== 'object') return inner;
    if (Array.isArray(inner)) return inner.map(write);
    if (isIntrinsic(inner)) return put(inner);
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, write(each)]));
  };
  const text = JSON.stringify(write(value));
  return { 'Fn::Sub': names.size === 0 ? text : [text, variables] };
}
