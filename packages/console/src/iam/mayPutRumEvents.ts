import type { Verdict } from './evaluatePolicy.ts';
import { isAllowed } from './isAllowed.ts';
import type { PolicyDocument } from './PolicyDocument.ts';

interface Write {
  monitor: { arn: string; resourcePolicy: PolicyDocument | undefined };
  account: string;
  /** Undefined for an unsigned request. */
  role: { arn: string; policies: PolicyDocument[] } | undefined;
  alias: string | undefined;
  sourceIp: string;
}

/** What the role's policies and the app monitor's resource policy say about one PutRumEvents. */
export function mayPutRumEvents({ monitor, account, role, alias, sourceIp }: Write): Verdict {
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
    },
  });
}
