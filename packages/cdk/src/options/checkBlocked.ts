import { readBlockedUser, type BlockedUser } from './BlockedUser.ts';
import { OptionError } from '../OptionError.ts';
import type { DualRumOptions } from './DualRumOptions.ts';
import { isLiteral } from './isLiteral.ts';
import { must } from './must.ts';

/** A user as in IAM, or a subject at one of the providers, whose full name may be known at deployment only. */
export type Blocked = BlockedUser | { by: 'subject'; at: 'userPool' | 'oidc'; subject: string };

/**
 * Whom the option `blocked` names, each once.
 * @throws OptionError where it is not clear who is meant
 */
export function checkBlocked({ blocked = [], signIn }: DualRumOptions): Blocked[] {
  must(Array.isArray(blocked), 'blocked', blocked, 'a list of identity ids, subjects or entries of amr');
  return [...new Set(blocked)].map((text, i) => checkOne(text, `blocked[${i}]`, signIn));
}

function checkOne(text: string, option: string, signIn: DualRumOptions['signIn']): Blocked {
  const user = readBlockedUser(text, option);
  if (user) return user;
  if (!isLiteral(text)) throw new OptionError(option, 'a token; it must be known when it is synthesized');
  if (signIn?.userPool && signIn.oidc) {
    throw new OptionError(
      option,
      `"${text}" may be a subject of the user pool or of the issuer; write 'cognito-idp.<region>.amazonaws.com/<user pool id>:CognitoSignIn:${text}' or 'arn:aws:iam::<account>:oidc-provider/<issuer>:OIDC:${text}'`,
    );
  }
  if (signIn?.userPool) return { by: 'subject', at: 'userPool', subject: text };
  if (signIn?.oidc) return { by: 'subject', at: 'oidc', subject: text };
  throw new OptionError(
    option,
    `"${text}" is a subject, and with existing roles nothing says whose; write the identity id, or the entry of amr, '<provider>:CognitoSignIn:${text}' or 'arn:aws:iam::<account>:oidc-provider/<issuer>:OIDC:${text}'`,
  );
}
