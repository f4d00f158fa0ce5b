import type { PolicyDocument } from './PolicyDocument.ts';

/** Every value that a resource policy compares `rum:alias` with, and undefined for "no alias". */
export function aliasesOf(policy: PolicyDocument | undefined): (string | undefined)[] {
  const aliases = new Set<string | undefined>([undefined]);
  for (const statement of policy ? [policy.Statement].flat() : []) {
    for (const tests of Object.values(statement.Condition ?? {})) {
      for (const [key, values] of Object.entries(tests)) {
        if (key.toLowerCase() === 'rum:alias') [values].flat().forEach((value) => aliases.add(String(value)));
      }
    }
  }
  return [...aliases];
}
