import type { Json } from './intrinsics.ts';

/** The resource types that are deployed, with the properties of each. */
export type ResourceType =
  | 'AWS::RUM::AppMonitor'
  | 'AWS::Cognito::IdentityPool'
  | 'AWS::Cognito::IdentityPoolRoleAttachment'
  | 'AWS::IAM::OIDCProvider'
  | 'AWS::IAM::Role'
  | 'AWS::IAM::RolePolicy'
  | 'AWS::CloudWatch::Dashboard'
  | 'AWS::CloudWatch::Alarm'
  | 'AWS::CloudTrail::Trail'
  | 'AWS::Glue::Database'
  | 'AWS::Glue::Table'
  | 'AWS::S3::Bucket'
  | 'AWS::S3::BucketPolicy';

export interface Resource {
  Type: ResourceType;
  /** What holds data stays when the stack is deleted. */
  DeletionPolicy?: 'Retain';
  UpdateReplacePolicy?: 'Retain';
  /** What must be there before, without being named in the properties. */
  DependsOn?: string;
  Properties: Record<string, Json>;
}

export interface Output {
  Description: string;
  Value: Json;
}

/** A CloudFormation template of plain JSON. */
export interface Template {
  AWSTemplateFormatVersion: '2010-09-09';
  Description: string;
  Resources: Record<string, Resource>;
  Outputs: Record<string, Output>;
}
