import { createModel } from './model/createModel.ts';
import type { Template } from './model/Template.ts';
import type { DualRumOptions } from './options/DualRumOptions.ts';

/**
 * A CloudFormation template for these options, as plain JSON.
 *
 * @throws OptionError naming the option and the fix
 * @example
 * const template = createTemplate({
 *   name: 'Shop',
 *   domains: ['shop.example.com'],
 *   signIn: { oidc: { issuer: 'https://my-shop.eu.auth0.com', clientIds: ['kX2m'] } },
 * });
 * writeFileSync('rum.template.json', JSON.stringify(template, null, 2));
 */
export function createTemplate(options: DualRumOptions): Template {
  const { resources, outputs } = createModel(options);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Real user monitoring of ${options.name}: one app monitor for guests, one for signed-in users`,
    Resources: resources,
    Outputs: outputs,
  };
}
