import { App, Stack } from 'aws-cdk-lib';
import { DualRum } from '@dual-rum/cdk';

const stack = new Stack(new App(), 'Web');

new DualRum(stack, 'Rum', {
  name: 'Shop',
  domains: ['shop.example.com'],
  signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
});
