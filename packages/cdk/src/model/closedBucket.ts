import type { Json } from './intrinsics.ts';

/**
 * A bucket that is encrypted, closed to the public, and outlives its stack.
 *
 * @param lifecycleRules as CloudFormation's `LifecycleConfiguration` has them
 */
export const closedBucket = (lifecycleRules: Json[]) => ({
  Type: 'AWS::S3::Bucket' as const,
  DeletionPolicy: 'Retain' as const,
  UpdateReplacePolicy: 'Retain' as const,
  Properties: {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    LifecycleConfiguration: { Rules: lifecycleRules },
  },
});
