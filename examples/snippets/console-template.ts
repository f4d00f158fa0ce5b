import { createTemplate } from '@dual-rum/cdk/template';
import { startConsole } from '@dual-rum/console';

await startConsole({
  template: createTemplate({
    name: 'Shop',
    domains: ['shop.example.com'],
    signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
  }),
  // Who signs users in here, instead of whom the template says.
  issuers: [{ issuer: 'http://localhost:9000/', clientIds: ['shop-web'] }],
});
