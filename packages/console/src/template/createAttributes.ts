import { ConsoleError } from '../errors/ConsoleError.ts';
import type { CloudFormationTemplate } from './CloudFormationTemplate.ts';

interface Deps {
  resources: CloudFormationTemplate['Resources'];
  region: string;
  account: string;
  /** Makes the ids that AWS would make, of logical ids. */
  uuid: (name: string) => string;
  evaluate: (value: unknown) => unknown;
}

/** Gives an attribute of a resource, as `Fn::GetAtt` does; the attribute `Ref` is what `Ref` gives. */
export type Attributes = (logicalId: string, attribute: string) => string;

/** The attributes a deployment would give the resources. Each keeps the value it had when first asked for. */
export function createAttributes({ resources, region, account, uuid, evaluate }: Deps): Attributes {
  const known = new Map<string, string>();

  const make = (logicalId: string, attribute: string): string => {
    const resource = resources[logicalId];
    if (!resource) throw new ConsoleError('template', `something refers to "${logicalId}", which it does not have.`);
    const property = (name: string): string => {
      const given = resource.Properties?.[name];
      return given === undefined ? logicalId : String(evaluate(given));
    };
    switch (`${resource.Type} ${attribute}`) {
      case 'AWS::RUM::AppMonitor Ref':
        return property('Name');
      case 'AWS::RUM::AppMonitor Id':
        return uuid(logicalId);
      case 'AWS::Cognito::IdentityPool Ref':
        return `${region}:${uuid(logicalId)}`;
      case 'AWS::Cognito::UserPool Ref':
        return `${region}_${logicalId}`;
      case 'AWS::IAM::Role Ref':
        return property('RoleName');
      case 'AWS::IAM::Role Arn':
        return `arn:aws:iam::${account}:role/${property('RoleName')}`;
      case 'AWS::IAM::OIDCProvider Ref':
      case 'AWS::IAM::OIDCProvider Arn':
        return `arn:aws:iam::${account}:oidc-provider/${property('Url').replace(/^https:\/\//, '')}`;
      default:
        // The console reads no other attribute, so any value will do as long as it stays the same.
        return attribute === 'Ref' ? logicalId : `${logicalId}.${attribute}`;
    }
  };

  return (logicalId, attribute) => {
    const key = `${logicalId}.${attribute}`;
    const value = known.get(key) ?? make(logicalId, attribute);
    known.set(key, value);
    return value;
  };
}
