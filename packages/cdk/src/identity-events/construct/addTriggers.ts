import { aws_cognito, aws_lambda, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OptionError } from '../../OptionError.ts';

/** The triggers that tell what a user does, by their names in a user pool's `LambdaConfig`. */
export const USER_TRIGGERS = [
  'preSignUp',
  'postConfirmation',
  'preAuthentication',
  'postAuthentication',
  'preTokenGeneration',
] as const;

export type UserTrigger = (typeof USER_TRIGGERS)[number];

const OPERATIONS: Record<UserTrigger, aws_cognito.UserPoolOperation> = {
  preSignUp: aws_cognito.UserPoolOperation.PRE_SIGN_UP,
  postConfirmation: aws_cognito.UserPoolOperation.POST_CONFIRMATION,
  preAuthentication: aws_cognito.UserPoolOperation.PRE_AUTHENTICATION,
  postAuthentication: aws_cognito.UserPoolOperation.POST_AUTHENTICATION,
  preTokenGeneration: aws_cognito.UserPoolOperation.PRE_TOKEN_GENERATION,
};

/** Versions of the event of token generation. Client credentials come in V3_0 only. */
export type TokenGenerationVersion = 'V1_0' | 'V2_0' | 'V3_0';

/** A function for triggers of a user pool, and what an error says about it. */
export interface TriggerFunction {
  arn: string;
  triggers: readonly UserTrigger[];
  /** Default `V1_0`. */
  tokenGenerationVersion?: TokenGenerationVersion;
  /** The output that holds the ARN. */
  output: string;
  /** The option that names the triggers. */
  option: string;
  /** What to do where the user pool has a function for one of the triggers, by the triggers that it has none for. */
  wayOut: (free: readonly UserTrigger[]) => string;
}

/**
 * Sets a function as triggers of a user pool that is made in this app, beside those that it has: it takes one function for each.
 *
 * @param scope of what this makes
 * @throws OptionError when the user pool has a function for one of them, or is made elsewhere
 */
export function addTriggers(
  scope: Construct,
  userPool: aws_cognito.IUserPool | aws_cognito.CfnUserPool,
  { arn, triggers, tokenGenerationVersion = 'V1_0', output, option, wayOut }: TriggerFunction,
): void {
  const resource = userPool instanceof aws_cognito.CfnUserPool ? userPool : userPool.node.defaultChild;
  if (!(resource instanceof aws_cognito.CfnUserPool)) {
    throw new OptionError(
      'userPool',
      `${userPool.node.path} is not made in this app, so its triggers cannot be set here. Where it is made, set the function of the output ${output} as its triggers ${triggers.join(', ')}`,
    );
  }
  const before = (Stack.of(resource).resolve(resource.lambdaConfig) ?? {}) as Record<string, unknown>;
  const taken = triggers.filter((trigger) => namesOf(trigger).some((name) => before[name] !== undefined));
  if (taken.length > 0) {
    const free = triggers.filter((trigger) => !taken.includes(trigger));
    throw new OptionError(
      option,
      `${resource.node.path} has a function for ${taken.join(' and ')} already, and takes one for each trigger. ${wayOut(free)}`,
    );
  }
  const versioned = tokenGenerationVersion !== 'V1_0' && triggers.includes('preTokenGeneration');
  const plain = versioned ? triggers.filter((trigger) => trigger !== 'preTokenGeneration') : triggers;
  if (userPool instanceof aws_cognito.UserPool) {
    // The permission is in the model. By the CDK's own class, whoever adds another trigger later hears of this one.
    const fn = aws_lambda.Function.fromFunctionAttributes(scope, 'TriggerReference', {
      functionArn: arn,
      skipPermissions: true,
    });
    for (const trigger of plain) userPool.addTrigger(OPERATIONS[trigger], fn);
    if (versioned) {
      const version = aws_cognito.LambdaVersion[tokenGenerationVersion];
      userPool.addTrigger(aws_cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, fn, version);
    }
    return;
  }
  if (Token.isUnresolved(resource.lambdaConfig)) {
    throw new OptionError('userPool', `${resource.node.path} sets its triggers when it is deployed. Set them there`);
  }
  resource.lambdaConfig = {
    ...resource.lambdaConfig,
    ...Object.fromEntries(plain.map((trigger) => [trigger, arn])),
    ...(versioned && { preTokenGenerationConfig: { lambdaArn: arn, lambdaVersion: tokenGenerationVersion } }),
  };
}

/** What `LambdaConfig` calls a trigger: as the CDK does, with a version, and as CloudFormation does. */
const namesOf = (trigger: UserTrigger): string[] => [trigger, `${trigger}Config`, trigger.replace(/^p/, 'P')];
