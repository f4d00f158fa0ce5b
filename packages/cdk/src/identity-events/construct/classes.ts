import {
  aws_athena,
  aws_cloudwatch,
  aws_dynamodb,
  aws_events,
  aws_glue,
  aws_iam,
  aws_kms,
  aws_lambda,
  aws_logs,
  aws_quicksight,
  aws_s3,
  aws_sqs,
} from 'aws-cdk-lib';
import type { IdentityResourceType } from '../model/IdentityTemplate.ts';

/** The CDK's own class of each resource. */
export const CLASSES = {
  'AWS::Athena::NamedQuery': aws_athena.CfnNamedQuery,
  'AWS::Athena::WorkGroup': aws_athena.CfnWorkGroup,
  'AWS::CloudWatch::Alarm': aws_cloudwatch.CfnAlarm,
  'AWS::DynamoDB::Table': aws_dynamodb.CfnTable,
  'AWS::Events::EventBus': aws_events.CfnEventBus,
  'AWS::Events::Rule': aws_events.CfnRule,
  'AWS::Glue::Database': aws_glue.CfnDatabase,
  'AWS::Glue::Table': aws_glue.CfnTable,
  'AWS::IAM::Role': aws_iam.CfnRole,
  'AWS::KMS::Key': aws_kms.CfnKey,
  'AWS::Lambda::EventSourceMapping': aws_lambda.CfnEventSourceMapping,
  'AWS::Lambda::Function': aws_lambda.CfnFunction,
  'AWS::Logs::LogGroup': aws_logs.CfnLogGroup,
  'AWS::QuickSight::Analysis': aws_quicksight.CfnAnalysis,
  'AWS::QuickSight::DataSet': aws_quicksight.CfnDataSet,
  'AWS::QuickSight::DataSource': aws_quicksight.CfnDataSource,
  'AWS::S3::Bucket': aws_s3.CfnBucket,
  'AWS::S3::BucketPolicy': aws_s3.CfnBucketPolicy,
  'AWS::SQS::Queue': aws_sqs.CfnQueue,
  'AWS::SQS::QueuePolicy': aws_sqs.CfnQueuePolicy,
} satisfies Record<IdentityResourceType, unknown>;
