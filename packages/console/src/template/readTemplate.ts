import { readFileSync } from 'node:fs';
import { parse, type CollectionTag, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';
import { ConsoleError } from '../errors/ConsoleError.ts';
import type { CloudFormationTemplate } from './CloudFormationTemplate.ts';

const functions = [
  'Base64',
  'Sub',
  'GetAtt',
  'Join',
  'Select',
  'Split',
  'If',
  'Equals',
  'Not',
  'And',
  'Or',
  'FindInMap',
  'ImportValue',
];

/** CloudFormation's short forms: `!Sub text` is `{ "Fn::Sub": text }`. */
const tags: (ScalarTag | CollectionTag)[] = ['Ref', 'Condition', ...functions].flatMap((name) => {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const tag = `!${name}`;
  const resolve = (node: YAMLMap | YAMLSeq) => ({ [key]: node.toJSON() as unknown });
  return [
    { tag, resolve: (text: string) => ({ [key]: text }) },
    { tag, collection: 'seq', resolve },
    { tag, collection: 'map', resolve },
  ];
});

/** Reads a template from a file of JSON or YAML; throws `ConsoleError` when it cannot. */
export function readTemplate(template: string | object): CloudFormationTemplate {
  if (typeof template !== 'string') return checked(template, 'it');
  let text: string;
  try {
    text = readFileSync(template, 'utf8');
  } catch (cause) {
    throw new ConsoleError('template', `cannot read ${template}: ${(cause as Error).message}.`, { cause });
  }
  return checked(parseTemplate(text, template), template);
}

/** Reads JSON too, which is YAML. */
export function parseTemplate(text: string, file: string): unknown {
  try {
    return parse(text, { customTags: tags });
  } catch (cause) {
    throw new ConsoleError('template', `${file} is neither JSON nor YAML: ${(cause as Error).message}.`, { cause });
  }
}

function checked(template: unknown, file: string): CloudFormationTemplate {
  const resources = typeof template === 'object' && template !== null && 'Resources' in template && template.Resources;
  if (typeof resources !== 'object' || resources === null) {
    throw new ConsoleError('template', `${file} has no Resources; give a CloudFormation template, or the path of one.`);
  }
  return template as CloudFormationTemplate;
}
