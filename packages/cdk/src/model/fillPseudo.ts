import { isIntrinsic, type Json } from './intrinsics.ts';

/** What CloudFormation knows of the place of a deployment. */
export interface PseudoParameters {
  Partition: string;
  Region: string;
  AccountId: string;
}

/** A policy with its pseudo parameters filled in. It may have no other functions than texts with them. */
export function fillPseudo(value: Json, pseudo: PseudoParameters): Json {
  const fill = (inner: Json): Json => {
    if (typeof inner !== 'object') return inner;
    if (Array.isArray(inner)) return inner.map(fill);
    if (!isIntrinsic(inner)) return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, fill(each)]));
    const given = 'Fn::Sub' in inner ? [inner['Fn::Sub']].flat() : [];
    const [text, variables = {}] = given as [string?, Record<string, Json>?];
    if (text === undefined) throw new Error(`${JSON.stringify(inner)} in a policy`);
    const known: Record<string, Json> = {
      ...variables,
      ...Object.fromEntries(Object.entries(pseudo).map(([key, each]) => [`AWS::${key}`, each as string])),
    };
    return text.replace(/\$\{([\w:]+)\}/g, (_, key: string) => String(known[key]));
  };
  return fill(value);
}
