import { aws_cognito, aws_lambda, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OptionError } from '../../OptionError.ts';

/** Triggers by their names in `LambdaConfig`. */
const TRIGGERS = {
  PostConfirmation: { key: 'postConfirmation', operation: 'POST_CONFIRMATION', words: 'post confirmation' },
  PostAuthentication: { key: 'postAuthentication', operation: 'POST_AUTHENTICATION', words: 'post authentication' },
} as const;

/**
 * Lets a user pool call a function. A user pool calls one function for each trigger.
 * @throws OptionError where it calls another already
 */
export function addTriggers(
  scope: Construct,
  userPool: aws_cognito.UserPool | aws_cognito.CfnUserPool,
  functionArn: string,
  triggers: readonly (keyof typeof TRIGGERS)[],
): void {
  const raw =
    userPool instanceof aws_cognito.CfnUserPool ? userPool : (userPool.node.defaultChild as aws_cognito.CfnUserPool);
  const config = (Stack.of(raw).resolve(raw.lambdaConfig) ?? {}) as Record<string, unknown>;
  for (const trigger of triggers) {
    const { key, words } = TRIGGERS[trigger];
    if (config[key] === undefined && config[trigger] === undefined) continue;
    throw new OptionError(
      'userPool',
      `has a ${words} trigger already, and a user pool calls one function for each. Give userPoolArn instead of userPool, and let yours call this one with its event as it is: Invoke, InvocationType Event`,
    );
  }
  if (userPool === raw) {
    for (const trigger of triggers) raw.addPropertyOverride(`LambdaConfig.${trigger}`, functionArn);
    return;
  }
  // The permission is a resource of the model. By the CDK's own class, whoever adds another later hears of this one.
  const fn = aws_lambda.Function.fromFunctionAttributes(scope, 'Trigger', { functionArn, skipPermissions: true });
  for (const trigger of triggers) {
    (userPool as aws_cognito.UserPool).addTrigger(aws_cognito.UserPoolOperation[TRIGGERS[trigger].operation], fn);
  }
}
