import { writeFileSync } from 'node:fs';
import { createAuth0EventsToS3Template } from '@dual-rum/cdk/identity-events/template';

const template = createAuth0EventsToS3Template({
  eventBusName: 'aws.partner/auth0.com/my-shop-0b5e7c5e-6d3c-4f7e-9a70-5b0c6a1f2d3e/auth0.logs',
});
writeFileSync('auth0-events.template.json', JSON.stringify(template, null, 2));
