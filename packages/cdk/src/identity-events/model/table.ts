import type { Json } from '../../model/intrinsics.ts';
import type { IdentityResource } from './IdentityTemplate.ts';

/** A table of users. It outlives its stack. */
export function table(): IdentityResource {
  return {
    Type: 'AWS::DynamoDB::Table',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'user_id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'user_id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      // With KMS's key for DynamoDB; without this the table is encrypted too, and its key leaves no trail.
      SSESpecification: { SSEEnabled: true },
      DeletionProtectionEnabled: true,
    },
  };
}

/** Of a table that exists already. */
export const arnOfTable = (name: string): Json => ({
  'Fn::Sub': ['arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}', { Table: name }],
});
