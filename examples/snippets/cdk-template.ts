import { writeFileSync } from 'node:fs';
import { createPolicies, createTemplate, type DualRumOptions } from '@dual-rum/cdk/template';

const options: DualRumOptions = {
  name: 'Shop',
  domains: ['shop.example.com'],
  signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
};
writeFileSync('rum.template.json', JSON.stringify(createTemplate(options), null, 2));

for (const { where, document } of createPolicies(options, { region: 'eu-west-1', account: '123456789012' })) {
  console.log(where, JSON.stringify(document, null, 2));
}
