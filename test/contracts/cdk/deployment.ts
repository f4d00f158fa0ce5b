import { randomUUID } from 'node:crypto';
import { evaluateTemplate, readTemplate, type EvaluatedTemplate } from '@dual-rum/console/testing';

export const account = '123456789012';
export const region = 'us-east-1';

export type Policy = Record<string, unknown>;
export type Kind = 'guest' | 'authenticated';
export type Values = Record<string, unknown>;

/** What a template deploys, taken apart by what it is for: the attachment says which role is whose. */
export interface Deployment {
  /** As it is written, with what is not a property. */
  template: {
    Resources: Record<string, { DeletionPolicy?: string; UpdateReplacePolicy?: string; DependsOn?: string }>;
  };
  evaluated: EvaluatedTemplate;
  ofType: (type: string) => [logicalId: string, properties: Values][];
  poolId: string | undefined;
  monitors: { id: string; name: string; arn: string; properties: Values; policy: Policy | undefined }[];
  roles: Partial<
    Record<Kind, { name: string; arn: string; trust: Policy; policies: { name: string; document: Policy }[] }>
  >;
}

export const monitorArn = (name: string): string => `arn:aws:rum:${region}:${account}:appmonitor/${name}`;

export function deploymentOf(template: Deployment['template']): Deployment {
  const evaluated = evaluateTemplate(readTemplate(template), {
    region,
    account,
    parameters: {},
    uuid: () => randomUUID(),
  });
  const { resources, attribute } = evaluated;
  const ofType = (type: string): [string, Values][] =>
    Object.entries(resources)
      .filter(([, resource]) => resource.type === type)
      .map(([id, { properties }]) => [id, properties]);
  const attached = (ofType('AWS::Cognito::IdentityPoolRoleAttachment')[0]?.[1]['Roles'] ?? {}) as Record<
    string,
    string
  >;
  const roles: Deployment['roles'] = {};
  for (const [id, { AssumeRolePolicyDocument, Policies = [] }] of ofType('AWS::IAM::Role')) {
    const arn = attribute(id, 'Arn');
    const more = ofType('AWS::IAM::RolePolicy').filter(([, { RoleName }]) => RoleName === attribute(id, 'Ref'));
    const policies = [...(Policies as Values[]), ...more.map(([, policy]) => policy)].map((policy) => ({
      name: policy['PolicyName'] as string,
      document: policy['PolicyDocument'] as Policy,
    }));
    const role = { name: attribute(id, 'Ref'), arn, trust: AssumeRolePolicyDocument as Policy, policies };
    if (arn === attached['unauthenticated']) roles.guest = role;
    if (arn === attached['authenticated']) roles.authenticated = role;
  }
  const pool = ofType('AWS::Cognito::IdentityPool')[0];
  return {
    template,
    evaluated,
    ofType,
    poolId: pool && attribute(pool[0], 'Ref'),
    monitors: ofType('AWS::RUM::AppMonitor').map(([id, properties]) => {
      const name = properties['Name'] as string;
      const text = (properties['ResourcePolicy'] as { PolicyDocument: string } | undefined)?.PolicyDocument;
      const policy = text === undefined ? undefined : (JSON.parse(text) as Policy);
      return { id: attribute(id, 'Id'), name, arn: monitorArn(name), properties, policy };
    }),
    roles,
  };
}
