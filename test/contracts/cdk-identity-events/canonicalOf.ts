import { randomUUID } from 'node:crypto';
import { evaluateTemplate, readTemplate } from '@dual-rum/console/testing';

type Values = Record<string, unknown>;

interface CanonicalResource {
  type: string;
  deletion: unknown;
  replacement: unknown;
  properties: unknown;
}

/** What is deployed, by the names that resources have in the model. */
export interface Canonical {
  resources: Record<string, CanonicalResource>;
  outputs: Values;
}

interface RawTemplate {
  Resources: Record<string, { Type: string; DeletionPolicy?: unknown; UpdateReplacePolicy?: unknown }>;
}

/**
 * What a template deploys with these parameters.
 * @param construct the id of the CDK's construct, which is in front of each logical id there, as a hash is behind
 */
export function canonicalOf(
  template: object,
  parameters: Record<string, string> = {},
  construct = '',
  region = 'us-east-1',
): Canonical {
  const around = { region, account: '123456789012', parameters, uuid: () => randomUUID() };
  const evaluated = evaluateTemplate(readTemplate(template), around);
  const nameOf = (id: string): string => {
    if (construct === '') return id;
    const found = new RegExp(`^${construct}(\\w+?)([0-9A-F]{8})?$`).exec(id);
    if (!found) throw new Error(`${id} is not of the construct ${construct}`);
    return found[1]!;
  };
  const raw = (template as RawTemplate).Resources;
  const resources = Object.fromEntries(
    Object.entries(evaluated.resources)
      .filter(([, { type }]) => type !== 'AWS::CDK::Metadata')
      .map(([id, { type, properties }]) => [
        nameOf(id),
        {
          type,
          deletion: raw[id]!.DeletionPolicy ?? null,
          replacement: raw[id]!.UpdateReplacePolicy ?? null,
          properties: normal(withoutDelivery(type, properties)),
        },
      ]),
  );
  const outputs = Object.fromEntries(
    Object.entries(evaluated.outputs).map(([id, value]) => [
      nameOf(id),
      id.includes('QuickSightManifest') ? JSON.parse(value as string) : value,
    ]),
  );
  return inModelNames({ resources, outputs }, Object.keys(evaluated.resources), nameOf);
}

/** How the code gets there, and the mark that SAM leaves, differ from tool to tool. */
function withoutDelivery(type: string, properties: Values): Values {
  if (type !== 'AWS::Lambda::Function') return properties;
  const { Code, Tags, ...rest } = properties;
  if (Code === undefined) throw new Error('a function without code');
  return rest;
}

/** Numbers and booleans are texts too in templates; a view is JSON in Base64. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, normal(each)]));
  }
  if (value === 'true' || value === 'false') return value === 'true';
  if (typeof value === 'string' && /^\d+$/.test(value)) return Number(value);
  const view = typeof value === 'string' && /^\/\* Presto View: (\S+) \*\/$/.exec(value)?.[1];
  if (typeof view !== 'string') return value;
  const { originalSql, ...rest } = JSON.parse(Buffer.from(view, 'base64').toString()) as { originalSql: string };
  return { ...rest, originalSql: originalSql.replace(/\s+/g, ' ').trim() };
}

/** Attributes and references of resources contain their logical ids. */
function inModelNames(canonical: Canonical, ids: string[], nameOf: (id: string) => string): Canonical {
  // The longest first: one id may be the start of another.
  const text = ids
    .filter((id) => !id.startsWith('CDKMetadata') && nameOf(id) !== id)
    .sort((a, b) => b.length - a.length)
    .reduce((result, id) => result.replaceAll(id, nameOf(id)), JSON.stringify(canonical));
  return JSON.parse(text) as Canonical;
}
