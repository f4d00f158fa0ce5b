import { ConsoleError } from '../errors/ConsoleError.ts';
import type { PolicyDocument } from '../iam/PolicyDocument.ts';
import type {
  AppMonitorOptions,
  ConsoleOptions,
  IdentityPoolOptions,
  RoleOptions,
  TrustedIssuer,
} from '../options/ConsoleOptions.ts';
import { defaultAccount, defaultRegion } from '../options/defaults.ts';
import { evaluateTemplate, type EvaluatedResource } from './evaluateTemplate.ts';
import { readTemplate } from './readTemplate.ts';

/** Replaces the option `template` by the app monitors, roles and identity pools it has. */
export function templateOptions(options: ConsoleOptions, uuid: (name: string) => string): ConsoleOptions {
  const { template, templateParameters = {}, issuers, ...rest } = options;
  if (template === undefined) {
    for (const option of ['templateParameters', 'issuers'] as const) {
      if (options[option]) throw new ConsoleError(option, 'given without template; leave it out, or give a template.');
    }
    return rest;
  }
  for (const option of ['appMonitors', 'roles', 'identityPools'] as const) {
    if (options[option])
      throw new ConsoleError(option, 'given together with template, which has them; give one of the two.');
  }
  const { region = defaultRegion, account = defaultAccount } = options;
  const evaluated = evaluateTemplate(readTemplate(template), { region, account, parameters: templateParameters, uuid });
  const all = Object.entries(evaluated.resources);
  const ofType = (type: string): [string, Properties][] =>
    all.filter(([, resource]) => resource.type === type).map(([id, { properties }]) => [id, properties]);
  const pools = ofType('AWS::Cognito::IdentityPool');
  if (pools.length === 0) {
    throw new ConsoleError(
      'template',
      'it has no AWS::Cognito::IdentityPool, so the roles and pools its policies name are elsewhere; give appMonitors, roles and identityPools themselves.',
    );
  }
  return {
    ...rest,
    appMonitors: ofType('AWS::RUM::AppMonitor').map(([id, properties]) =>
      monitorOf(evaluated.attribute(id, 'Id'), properties),
    ),
    roles: ofType('AWS::IAM::Role').map(([id, properties]) => roleOf(id, properties, all)),
    identityPools: pools.map(([id, properties]) =>
      poolOf(
        evaluated.attribute(id, 'Ref'),
        properties,
        ofType,
        issuers ?? [...issuersOf(properties, ofType, account), { issuer: 'development' }],
      ),
    ),
  };
}

type Properties = Record<string, unknown>;
type OfType = (type: string) => [string, Properties][];

function monitorOf(id: string, properties: Properties): AppMonitorOptions {
  const policy = (properties['ResourcePolicy'] as { PolicyDocument?: unknown } | undefined)?.PolicyDocument;
  return {
    name: properties['Name'] as string,
    id,
    ...(policy !== undefined && { resourcePolicy: documentOf(policy) }),
  };
}

function roleOf(logicalId: string, properties: Properties, all: [string, EvaluatedResource][]): RoleOptions {
  const name = (properties['RoleName'] as string | undefined) ?? logicalId;
  const managed = properties['ManagedPolicyArns'] as unknown[] | undefined;
  if (managed && managed.length > 0) {
    throw new ConsoleError(
      'template',
      `role ${logicalId} has managed policies, which are not evaluated here; make them inline.`,
    );
  }
  const inline = (properties['Policies'] ?? []) as Properties[];
  const attached = all.filter(([, { type, properties: own }]) => {
    if (type === 'AWS::IAM::RolePolicy') return own['RoleName'] === name;
    return type === 'AWS::IAM::Policy' && ((own['Roles'] ?? []) as unknown[]).includes(name);
  });
  return {
    name,
    trustPolicy: documentOf(properties['AssumeRolePolicyDocument']),
    policies: [...inline, ...attached.map(([, resource]) => resource.properties)].map((policy) => ({
      name: String(policy['PolicyName']),
      document: documentOf(policy['PolicyDocument']),
    })),
  };
}

function poolOf(id: string, properties: Properties, ofType: OfType, issuers: TrustedIssuer[]): IdentityPoolOptions {
  const roles = ofType('AWS::Cognito::IdentityPoolRoleAttachment').find(([, own]) => own['IdentityPoolId'] === id)?.[1];
  const attached = (roles?.['Roles'] ?? {}) as Record<string, string>;
  const nameOf = (kind: string): string | undefined => attached[kind]?.slice(attached[kind].lastIndexOf('/') + 1);
  const guest = nameOf('unauthenticated');
  const authenticated = nameOf('authenticated');
  return {
    id,
    allowUnauthenticated: properties['AllowUnauthenticatedIdentities'] === true,
    ...(guest !== undefined && { unauthenticatedRole: guest }),
    ...(authenticated !== undefined && { authenticatedRole: authenticated }),
    issuers,
  };
}

/** The user pools and OIDC providers that an identity pool trusts. */
function issuersOf(pool: Properties, ofType: OfType, account: string): TrustedIssuer[] {
  const clients = (pool['CognitoIdentityProviders'] ?? []) as { ClientId: string; ProviderName: string }[];
  const userPools = [...new Set(clients.map(({ ProviderName }) => ProviderName))].map((name) => ({
    issuer: `https://${name}`,
    clientIds: clients.filter(({ ProviderName }) => ProviderName === name).map(({ ClientId }) => ClientId),
  }));
  const arns = (pool['OpenIdConnectProviderARNs'] ?? []) as string[];
  const providers = ofType('AWS::IAM::OIDCProvider').map(([, properties]) => ({
    issuer: properties['Url'] as string,
    clientIds: properties['ClientIdList'] as string[],
  }));
  const known = arns.map((arn) => {
    const provider = providers.find(
      ({ issuer }) => arn === `arn:aws:iam::${account}:oidc-provider/${issuer.replace(/^https:\/\//, '')}`,
    );
    if (provider) return provider;
    throw new ConsoleError('issuers', `missing; the template trusts ${arn} but does not say for which clients.`);
  });
  return [...userPools, ...known];
}

/** A template may give a policy as JSON or as the text of it. */
function documentOf(policy: unknown): PolicyDocument {
  return (typeof policy === 'string' ? JSON.parse(policy) : policy) as PolicyDocument;
}
