import {
  aws_cloudtrail,
  aws_cloudwatch,
  aws_cognito,
  aws_glue,
  aws_iam,
  aws_rum,
  aws_s3,
  CfnOutput,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { createModel } from '../model/createModel.ts';
import type { ResourceType } from '../model/Template.ts';
import type { DualRumOptions } from '../options/DualRumOptions.ts';
import { makeResources } from './makeResources.ts';

const CLASSES = {
  'AWS::RUM::AppMonitor': aws_rum.CfnAppMonitor,
  'AWS::Cognito::IdentityPool': aws_cognito.CfnIdentityPool,
  'AWS::Cognito::IdentityPoolRoleAttachment': aws_cognito.CfnIdentityPoolRoleAttachment,
  'AWS::IAM::OIDCProvider': aws_iam.CfnOIDCProvider,
  'AWS::IAM::Role': aws_iam.CfnRole,
  'AWS::IAM::RolePolicy': aws_iam.CfnRolePolicy,
  'AWS::CloudWatch::Dashboard': aws_cloudwatch.CfnDashboard,
  'AWS::CloudWatch::Alarm': aws_cloudwatch.CfnAlarm,
  'AWS::CloudTrail::Trail': aws_cloudtrail.CfnTrail,
  'AWS::Glue::Database': aws_glue.CfnDatabase,
  'AWS::Glue::Table': aws_glue.CfnTable,
  'AWS::S3::Bucket': aws_s3.CfnBucket,
  'AWS::S3::BucketPolicy': aws_s3.CfnBucketPolicy,
} satisfies Record<ResourceType, unknown>;

/**
 * Two CloudWatch RUM app monitors, isolated: guests write to one, signed-in users to the other, and no role to both.
 *
 * @throws OptionError when it is synthesized, naming the option that cannot work and the fix
 * @example
 * new DualRum(this, 'Rum', {
 *   name: 'Shop',
 *   domains: ['shop.example.com'],
 *   signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
 * });
 */
export class DualRum extends Construct {
  /** App monitor of guests. Its `ref` is its name; its id is `attrId`. */
  readonly guestMonitor: aws_rum.CfnAppMonitor;
  /** App monitor of signed-in users. */
  readonly authenticatedMonitor: aws_rum.CfnAppMonitor;
  /** Undefined with `existing`. */
  readonly identityPool: aws_cognito.CfnIdentityPool | undefined;
  /** Undefined with `existing`, and with unsigned guests. */
  readonly guestRole: aws_iam.CfnRole | undefined;
  /** Undefined with `existing`. */
  readonly authenticatedRole: aws_iam.CfnRole | undefined;
  /** Undefined unless `dashboard` was set. */
  readonly dashboard: aws_cloudwatch.CfnDashboard | undefined;
  /** Undefined unless `guestVolumeAlarm` was set. */
  readonly guestVolumeAlarm: aws_cloudwatch.CfnAlarm | undefined;
  /** CloudTrail's record of who writes. Undefined unless `auditTrail` was set. */
  readonly auditTrail: aws_cloudtrail.CfnTrail | undefined;
  /** Where it is kept. Undefined unless `auditTrail` was set. */
  readonly trailBucket: aws_s3.CfnBucket | undefined;
  /** `<region>:<uuid>` */
  readonly identityPoolId: string;
  /** JSON text: what `createDualRum` takes, but for `applicationVersion` and `auth`. Nothing in it is secret. */
  readonly clientConfig: string;
  /** What to add to the `connect-src` of the page's Content-Security-Policy. */
  readonly contentSecurityPolicy: string;

  constructor(scope: Construct, id: string, options: DualRumOptions) {
    super(scope, id);
    const model = createModel(options);
    const { made, tokens } = makeResources(this, model.resources, CLASSES);
    const output = (name: string): string => {
      const { Description, Value } = model.outputs[name]!;
      const value = tokens(Value) as string;
      new CfnOutput(this, name, { description: Description, value });
      return value;
    };
    output('GuestMonitorId');
    output('AuthenticatedMonitorId');
    output('AuthenticatedRoleName');
    for (const name of ['LoginProviders', 'TrailBucketName']) if (model.outputs[name]) output(name);
    this.identityPoolId = output('IdentityPoolId');
    this.clientConfig = output('ClientConfig');
    this.contentSecurityPolicy = output('ContentSecurityPolicy');

    this.guestMonitor = made.get('GuestMonitor') as aws_rum.CfnAppMonitor;
    this.authenticatedMonitor = made.get('AuthenticatedMonitor') as aws_rum.CfnAppMonitor;
    this.identityPool = made.get('IdentityPool') as aws_cognito.CfnIdentityPool | undefined;
    this.guestRole = made.get('GuestRole') as aws_iam.CfnRole | undefined;
    this.authenticatedRole = made.get('AuthenticatedRole') as aws_iam.CfnRole | undefined;
    this.dashboard = made.get('Dashboard') as aws_cloudwatch.CfnDashboard | undefined;
    this.auditTrail = made.get('AuditTrail') as aws_cloudtrail.CfnTrail | undefined;
    this.trailBucket = made.get('TrailBucket') as aws_s3.CfnBucket | undefined;
    this.guestVolumeAlarm = made.get('GuestVolumeAlarm') as aws_cloudwatch.CfnAlarm | undefined;
  }
}
