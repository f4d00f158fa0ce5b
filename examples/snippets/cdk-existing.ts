import { aws_iam as iam, type Stack } from 'aws-cdk-lib';
import { DualRum } from '@dual-rum/cdk';

declare const stack: Stack;

new DualRum(stack, 'Rum', {
  name: 'Shop',
  domains: ['shop.example.com'],
  existing: {
    identityPoolId: 'eu-west-1:41c0e4a2-9a7c-4b3e-8f51-0d2f6c1b7e90',
    guestRole: 'arn:aws:iam::123456789012:role/ShopGuests',
    authenticatedRole: iam.Role.fromRoleName(stack, 'Users', 'ShopUsers'),
  },
});
