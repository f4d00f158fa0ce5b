import { CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Json } from '../model/intrinsics.ts';
import { toL1, type L1Class } from './toL1.ts';
import { toTokens } from './toTokens.ts';

/** A resource of a model, as far as the CDK needs to know it. */
interface ModelResource<Type extends string> {
  Type: Type;
  Properties: Record<string, Json>;
  DeletionPolicy?: 'Retain';
  DependsOn?: string;
}

export interface MadeResources {
  /** By the name they have in the model. */
  made: ReadonlyMap<string, CfnResource>;
  /** Turns what refers to them into the CDK's tokens. */
  tokens: (value: Json) => unknown;
}

/** Makes the CDK's own classes of a model's resources. What is retained stays when it is deleted and when it is replaced. */
export function makeResources<Type extends string>(
  scope: Construct,
  resources: Record<string, ModelResource<Type>>,
  classes: Record<Type, unknown>,
): MadeResources {
  const made = new Map<string, CfnResource>();
  const make = (name: string): CfnResource => {
    const known = made.get(name);
    if (known) return known;
    const { Type, Properties, DeletionPolicy, DependsOn } = resources[name]!;
    // Makes the resources it refers to first.
    const resource = toL1(classes[Type] as L1Class, scope, name, tokens(Properties) as Record<string, unknown>);
    if (DeletionPolicy === 'Retain') {
      resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
      resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    }
    if (DependsOn !== undefined) resource.node.addDependency(make(DependsOn));
    made.set(name, resource);
    return resource;
  };
  const tokens = (value: Json): unknown => toTokens(value, make);
  for (const name of Object.keys(resources)) make(name);
  return { made, tokens };
}
