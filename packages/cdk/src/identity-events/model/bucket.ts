import { closedBucket } from '../../model/closedBucket.ts';
import { getAtt, ref, type Json } from '../../model/intrinsics.ts';
import type { IdentityResources } from './IdentityTemplate.ts';
import { onlyTls, policy } from './statements.ts';

/** Where Athena puts results; they can be had again by asking again. */
export const RESULTS = 'athena-results';

interface Options {
  prefix: string;
  keepDays: number | undefined;
}

/** A private, encrypted bucket that outlives its stack. */
export function bucket({ prefix, keepDays }: Options): IdentityResources {
  return {
    Bucket: closedBucket([
      expire('AthenaResults', RESULTS, 7),
      ...(keepDays === undefined ? [] : [expire('Events', prefix, keepDays)]),
    ]),
    BucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('Bucket'),
        PolicyDocument: policy(
          onlyTls('s3:*', [getAtt('Bucket', 'Arn'), { 'Fn::Sub': ['${Arn}/*', { Arn: getAtt('Bucket', 'Arn') }] }]),
        ),
      },
    },
  };
}

const expire = (id: string, prefix: string, days: number): Json => ({
  Id: id,
  Prefix: `${prefix}/`,
  Status: 'Enabled',
  ExpirationInDays: days,
});
