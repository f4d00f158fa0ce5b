/** `@dual-rum/browser/aws-sdk`: credentials of an identity pool by the AWS SDK. */
export { awsSdkCredentials, type AwsSdkCredentialsOptions } from './credentials/awsSdkCredentials.ts';
