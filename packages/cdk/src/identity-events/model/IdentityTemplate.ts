import type { Json } from '../../model/intrinsics.ts';
import type { Output } from '../../model/Template.ts';

/** The resource types that are deployed. */
export type IdentityResourceType =
  | 'AWS::Athena::NamedQuery'
  | 'AWS::Athena::WorkGroup'
  | 'AWS::CloudWatch::Alarm'
  | 'AWS::DynamoDB::Table'
  | 'AWS::Events::EventBus'
  | 'AWS::Events::Rule'
  | 'AWS::Glue::Database'
  | 'AWS::Glue::Table'
  | 'AWS::IAM::Role'
  | 'AWS::KMS::Key'
  | 'AWS::Lambda::EventSourceMapping'
  | 'AWS::Lambda::Function'
  | 'AWS::Lambda::Permission'
  | 'AWS::Logs::LogGroup'
  | 'AWS::QuickSight::Analysis'
  | 'AWS::QuickSight::DataSet'
  | 'AWS::QuickSight::DataSource'
  | 'AWS::S3::Bucket'
  | 'AWS::S3::BucketPolicy'
  | 'AWS::SQS::Queue'
  | 'AWS::SQS::QueuePolicy';

export interface IdentityResource {
  Type: IdentityResourceType;
  /** What holds data stays when the stack is deleted. */
  DeletionPolicy?: 'Retain';
  UpdateReplacePolicy?: 'Retain';
  Properties: Record<string, Json>;
}

export type IdentityResources = Record<string, IdentityResource>;

/** A CloudFormation template of plain JSON. */
export interface IdentityTemplate {
  AWSTemplateFormatVersion: '2010-09-09';
  Description: string;
  Resources: IdentityResources;
  Outputs: Record<string, Output>;
}

export interface IdentityModel {
  resources: IdentityResources;
  outputs: Record<string, Output>;
}
