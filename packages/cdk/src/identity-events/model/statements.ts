import type { Json } from '../../model/intrinsics.ts';

type Statement = Record<string, Json>;

export const policy = (...statements: Statement[]): Json => ({ Version: '2012-10-17', Statement: statements });

export const allow = (action: Json, resource: Json): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

/** Lets a service of AWS assume a role. */
export const trust = (service: string): Json =>
  policy({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });

/** Denies whoever does not use TLS. */
export const onlyTls = (action: string, resource: Json): Statement => ({
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
