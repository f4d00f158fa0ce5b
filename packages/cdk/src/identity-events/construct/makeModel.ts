import { aws_s3_assets, CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { makeResources } from '../../construct/makeResources.ts';
import type { Json } from '../../model/intrinsics.ts';
import type { IdentityModel, IdentityResourceType } from '../model/IdentityTemplate.ts';
import { CLASSES } from './classes.ts';

type Classes = typeof CLASSES;

export interface MadeModel {
  /** A resource by its logical id. Undefined when the options make none. */
  find: <Type extends IdentityResourceType>(id: string, type: Type) => InstanceType<Classes[Type]> | undefined;
  /** A resource that every choice of options makes. */
  get: <Type extends IdentityResourceType>(id: string, type: Type) => InstanceType<Classes[Type]>;
  /** Texts or tokens by name. */
  outputs: Record<string, string>;
}

/** Makes a model's resources and outputs in the scope of a construct. */
export function makeModel(scope: Construct, model: IdentityModel): MadeModel {
  const { made, tokens } = makeResources(scope, model.resources, CLASSES);
  const outputs = Object.fromEntries(
    Object.entries(model.outputs).map(([name, { Description, Value }]) => {
      const value = tokens(Value) as string;
      new CfnOutput(scope, name, { description: Description, value });
      return [name, value];
    }),
  );
  const find: MadeModel['find'] = (id, type) => {
    const resource = made.get(id);
    if (resource && resource.cfnResourceType !== type) throw new Error(`${id} is ${resource.cfnResourceType}`);
    return resource as InstanceType<Classes[typeof type]> | undefined;
  };
  const get: MadeModel['get'] = (id, type) => {
    const resource = find(id, type);
    if (!resource) throw new Error(`the model has no ${id}`);
    return resource;
  };
  return { find, get, outputs };
}

/** Uploads the code of a function at deployment. */
export function uploaded(scope: Construct, folder: string, id = 'Code'): Json {
  const { s3BucketName, s3ObjectKey } = new aws_s3_assets.Asset(scope, id, { path: folder });
  return { S3Bucket: s3BucketName, S3Key: s3ObjectKey };
}
