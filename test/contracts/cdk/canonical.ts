import type { EvaluatedTemplate } from '@dual-rum/console/testing';
import { trailFromCloudFormation, trailFromTerraform } from './trail/canonicalTrail.ts';

/** What is deployed, without how it was said: ids and generated names are words, lists that are sets are sorted. */
export interface Canonical {
  monitors: unknown[];
  identityPools: unknown[];
  oidcProviders: unknown[];
  /** Trust of each role made. */
  trust: Record<string, unknown>;
  /** Inline policies by role, then by name. */
  policies: Record<string, Record<string, unknown>>;
  clientConfig: unknown;
  contentSecurityPolicy: unknown;
  authenticatedRoleName: unknown;
  /** Empty where the pool exists already. */
  loginProviders: unknown;
  /** Null without an audit trail. */
  trail: unknown;
}

type Values = Record<string, unknown>;

const byText = (a: unknown, b: unknown): number => JSON.stringify(a).localeCompare(JSON.stringify(b));
const sorted = <T>(items: T[]): T[] => [...items].sort(byText);
const document = (policy: unknown): unknown => (typeof policy === 'string' ? (JSON.parse(policy) as unknown) : policy);
/** Templates say booleans and numbers as texts too. */
const scalar = (value: unknown): unknown => {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && /^[\d.]+$/.test(value) ? Number(value) : value;
};
const scalars = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, scalar(value)]));

/** In the CDK, logical ids and outputs have the construct's id in front and a hash behind. */
export function fromCloudFormation({ resources, outputs, attribute }: EvaluatedTemplate): Canonical {
  const ofType = (type: string): [string, Values][] =>
    Object.entries(resources)
      .filter(([, resource]) => resource.type === type)
      .map(([id, { properties }]) => [id, properties]);
  const words: [string, string][] = [
    ...ofType('AWS::RUM::AppMonitor').map(([id, { Name }]): [string, string] => [attribute(id, 'Id'), `id of ${Name}`]),
    ...ofType('AWS::Cognito::IdentityPool').map(([id]): [string, string] => [attribute(id, 'Ref'), 'the pool']),
    ...ofType('AWS::IAM::Role').map(([id]): [string, string] => [attribute(id, 'Ref'), kindOf(id)]),
    ...ofType('AWS::S3::Bucket').flatMap(([id]): [string, string][] => [
      [attribute(id, 'Arn'), 'arn:aws:s3:::the bucket'],
      [attribute(id, 'Ref'), 'the bucket'],
    ]),
  ];
  const output = (name: string): unknown =>
    outputs[Object.keys(outputs).find((key) => new RegExp(`${name}([0-9A-F]{8})?$`).test(key))!];
  const attachments = ofType('AWS::Cognito::IdentityPoolRoleAttachment').map(([, properties]) => properties);
  const roles = ofType('AWS::IAM::Role');
  const inline = [
    ...roles.flatMap(([id, { Policies = [] }]) =>
      (Policies as Values[]).map((policy) => ({ role: attribute(id, 'Ref'), policy })),
    ),
    ...ofType('AWS::IAM::RolePolicy').map(([, policy]) => ({ role: policy['RoleName'] as string, policy })),
  ];
  const canonical: Canonical = {
    monitors: sorted(
      ofType('AWS::RUM::AppMonitor').map(([, properties]) => {
        const { ResourcePolicy, AppMonitorConfiguration, DeobfuscationConfiguration, CustomEvents, ...rest } =
          properties;
        return {
          ...scalars(rest),
          CustomEvents,
          configuration: scalars(AppMonitorConfiguration as Values),
          sourceMaps: (DeobfuscationConfiguration as Values | undefined)?.['JavaScriptSourceMaps'] ?? null,
          policy: ResourcePolicy ? document((ResourcePolicy as Values)['PolicyDocument']) : null,
        };
      }),
    ),
    identityPools: ofType('AWS::Cognito::IdentityPool').map(([id, properties]) => ({
      name: properties['IdentityPoolName'],
      guests: properties['AllowUnauthenticatedIdentities'],
      classicFlow: properties['AllowClassicFlow'],
      userPools: sorted((properties['CognitoIdentityProviders'] ?? []) as unknown[]),
      oidc: sorted((properties['OpenIdConnectProviderARNs'] ?? []) as unknown[]),
      roles: attachments.find(({ IdentityPoolId }) => IdentityPoolId === attribute(id, 'Ref'))?.['Roles'],
    })),
    oidcProviders: ofType('AWS::IAM::OIDCProvider').map(([, { Url, ClientIdList }]) => ({ Url, ClientIdList })),
    trust: Object.fromEntries(
      roles.map(([id, { AssumeRolePolicyDocument }]) => [attribute(id, 'Ref'), AssumeRolePolicyDocument]),
    ),
    policies: byRole(
      inline.map(({ role, policy }) => [role, policy['PolicyName'] as string, policy['PolicyDocument']]),
    ),
    clientConfig: JSON.parse(output('ClientConfig') as string) as unknown,
    contentSecurityPolicy: output('ContentSecurityPolicy'),
    authenticatedRoleName: output('AuthenticatedRoleName'),
    loginProviders: output('LoginProviders') ?? '',
    trail: trailFromCloudFormation(ofType, output('TrailBucketName')),
  };
  return inWords(canonical, words);
}

const kindOf = (logicalId: string): string =>
  logicalId.includes('GuestRole') ? 'the guest role' : 'the signed-in role';

function byRole(policies: [role: string, name: string, document: unknown][]): Record<string, Record<string, unknown>> {
  const result: Record<string, Record<string, unknown>> = {};
  for (const [role, name, document] of policies) {
    const known = (result[role] ??= {});
    if (name in known) throw new Error(`role ${role} has two policies named ${name}`);
    known[name] = document;
  }
  return result;
}

function inWords(canonical: Canonical, words: [string, string][]): Canonical {
  const text = words.reduce((result, [id, word]) => result.replaceAll(id, word), JSON.stringify(canonical));
  return JSON.parse(text) as Canonical;
}

/** The arguments of the module's resources by address, one for each instance, and its outputs. */
export interface TerraformValues {
  resources: Record<string, Values[]>;
  outputs: Values;
}

export function fromTerraform({ resources, outputs }: TerraformValues): Canonical {
  const at = (address: string): Values[] => resources[address] ?? [];
  const ofType = (type: string): Values[] =>
    Object.entries(resources).flatMap(([address, instances]) => (address.startsWith(`${type}.`) ? instances : []));
  const first = (block: unknown): Values => (Array.isArray(block) ? (block as Values[])[0]! : (block as Values));
  const attachment = ofType('aws_cognito_identity_pool_roles_attachment')[0];
  return {
    monitors: sorted(
      [...ofType('aws_rum_app_monitor'), ...ofType('awscc_rum_app_monitor')].map((monitor) => {
        const { allow_cookies, session_sample_rate, telemetries, ...more } = first(
          monitor['app_monitor_configuration'],
        );
        const { enable_xray, enable_x_ray, ...unknown } = more;
        expectNothing(unknown);
        const maps = monitor['deobfuscation_configuration'] as { java_script_source_maps: Values } | null | undefined;
        const policy = (monitor['resource_policy'] as Values | null | undefined)?.['policy_document'];
        return {
          Name: monitor['name'],
          DomainList: monitor['domain_list'],
          CwLogEnabled: monitor['cw_log_enabled'],
          CustomEvents: { Status: first(monitor['custom_events'])['status'] },
          configuration: {
            AllowCookies: allow_cookies,
            EnableXRay: enable_xray ?? enable_x_ray,
            SessionSampleRate: session_sample_rate,
            Telemetries: telemetries,
          },
          sourceMaps: maps
            ? { Status: maps.java_script_source_maps['status'], S3Uri: maps.java_script_source_maps['s3_uri'] }
            : null,
          policy: policy === undefined || policy === null ? null : document(policy),
        };
      }),
    ),
    identityPools: ofType('aws_cognito_identity_pool').map((pool) => ({
      name: pool['identity_pool_name'],
      guests: pool['allow_unauthenticated_identities'],
      classicFlow: pool['allow_classic_flow'],
      userPools: sorted(
        ((pool['cognito_identity_providers'] ?? []) as Values[]).map((provider) => ({
          ClientId: provider['client_id'],
          ProviderName: provider['provider_name'],
          ServerSideTokenCheck: provider['server_side_token_check'],
        })),
      ),
      oidc: sorted((pool['openid_connect_provider_arns'] ?? []) as unknown[]),
      roles: attachment?.['identity_pool_id'] === 'the pool' ? attachment['roles'] : undefined,
    })),
    oidcProviders: ofType('aws_iam_openid_connect_provider').map(({ url, client_id_list }) => ({
      Url: url,
      ClientIdList: client_id_list,
    })),
    trust: Object.fromEntries([
      ...at('aws_iam_role.guest').map((role) => ['the guest role', document(role['assume_role_policy'])] as const),
      ...at('aws_iam_role.authenticated').map(
        (role) => ['the signed-in role', document(role['assume_role_policy'])] as const,
      ),
    ]),
    policies: byRole(
      ofType('aws_iam_role_policy').map(({ role, name, policy }) => [role as string, name as string, document(policy)]),
    ),
    clientConfig: JSON.parse(outputs['client_config'] as string) as unknown,
    contentSecurityPolicy: outputs['content_security_policy'],
    authenticatedRoleName: outputs['authenticated_role_name'],
    loginProviders: outputs['login_providers'],
    trail: trailFromTerraform(ofType, outputs['trail_bucket_name']),
  };
}

function expectNothing(unknown: Values): void {
  if (Object.keys(unknown).length > 0) throw new Error(`not read here: ${Object.keys(unknown).join(', ')}`);
}
