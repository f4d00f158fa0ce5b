import type { Verdict } from './evaluatePolicy.ts';
import { isAllowed } from './isAllowed.ts';
import type { PolicyDocument } from './PolicyDocument.ts';

interface Write {
  monitor: { arn: string; resourcePolicy: PolicyDocument | undefined };
  account: string;
  /** Undefined for an unsigned request. */
  role: { arn: string; policies: PolicyDocument[] } | undefined;
  /** What an identity pool says of whom the credentials are for. Undefined for any others. */
  federation?: { aud: string; sub: string; amr: string[] } | undefined;
  alias: string | undefined;
  sourceIp: string;
}

/** What the role's policies and the app monitor's resource policy say about one PutRumEvents. */
export function mayPutRumEvents({ monitor, account, role, federation, alias, sourceIp }: Write): Verdict {
  const resourcePolicies = monitor.resourcePolicy ? [monitor.resourcePolicy] : [];
  return isAllowed([...(role?.policies ?? []), ...resourcePolicies], {
    principal: role ? { kind: 'role', arn: role.arn, account } : { kind: 'anonymous' },
    action: 'rum:PutRumEvents',
    resource: monitor.arn,
    context: {
      'rum:alias': alias,
      'aws:SourceIp': sourceIp.replace(/^::ffff:/, ''),
      'aws:SecureTransport': 'false',
      'aws:PrincipalArn': role?.arn,
      'aws:PrincipalAccount': role && account,
      'aws:PrincipalType': role ? 'AssumedRole' : 'Anonymous',
      // IAM has these for every request that credentials of web identity federation sign:
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
      'aws:FederatedProvider': federation && 'cognito-identity.amazonaws.com',
      'cognito-identity.amazonaws.com:aud': federation?.aud,
      'cognito-identity.amazonaws.com:sub': federation?.sub,
      'cognito-identity.amazonaws.com:amr': federation?.amr,
    },
  });
}
