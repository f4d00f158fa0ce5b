import { Fn, Token, type CfnElement } from 'aws-cdk-lib';
import { isIntrinsic, type Json } from '../model/intrinsics.ts';

/** Turns the model's references into the CDK's, because the CDK gives resources other logical ids. */
export function toTokens(value: Json, find: (id: string) => CfnElement & Referable): unknown {
  const walk = (inner: Json): unknown => {
    if (typeof inner !== 'object') return inner;
    if (Array.isArray(inner)) return inner.map(walk);
    if (!isIntrinsic(inner)) return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, walk(each)]));
    if ('Ref' in inner) return find(inner.Ref).ref;
    if ('Fn::GetAtt' in inner) {
      const [id, attribute] = inner['Fn::GetAtt'];
      return Token.asString(find(id).getAtt(attribute));
    }
    if ('Fn::Join' in inner) return Fn.join(inner['Fn::Join'][0], walk(inner['Fn::Join'][1]) as string[]);
    if ('Fn::Split' in inner) return Fn.split(inner['Fn::Split'][0], walk(inner['Fn::Split'][1]) as string);
    const text = inner['Fn::Sub'];
    if (typeof text === 'string') return Fn.sub(text);
    return Fn.sub(text[0], walk(text[1]) as Record<string, string>);
  };
  return walk(value);
}

/** The part that all resources have in common. */
export interface Referable {
  readonly ref: string;
  getAtt(attribute: string): { toString(): string };
}
