import type { RefusedWrite } from '../../../src/store/StoredEvent.ts';

/** Why a write was refused, and what to do. */
export interface Explanation {
  cause: string;
  fix: string;
}

type Refusal = Pick<RefusedWrite, 'status' | 'type' | 'message' | 'role'>;

/** A refused write in words: what it means, and the fix. */
export function explainRefusal({ status, type, message, role }: Refusal): Explanation {
  if (type === 'AccessDeniedException') return denied(message, role);
  if (status === 404)
    return {
      cause: 'There is no app monitor with this id here.',
      fix: 'Take the appMonitorId of the configuration on the page "Overview", or start the console with the ids of your app.',
    };
  if (status === 413)
    return {
      cause: 'The batch is larger than the service takes.',
      fix: 'Send fewer events in a batch (batchLimit), or smaller details.',
    };
  if (status === 429)
    return {
      cause: 'The service takes no more at this rate.',
      fix: 'Nothing: the SDK waits and sends the batch again.',
    };
  if (
    /expired|SignatureDoesNotMatch|InvalidSignature|UnrecognizedClient|IncompleteSignature/i.test(`${type} ${message}`)
  )
    return {
      cause: 'The signature is not that of credentials that this console issued and that are still good.',
      fix: 'Let the SDK get its credentials from the identity pool here: set identityPoolEndpoint and the identityPoolId of this console. After a restart of the console, load the app again. Check the clock of this machine.',
    };
  if (status === 400)
    return {
      cause: 'The body is not what PutRumEvents takes.',
      fix: 'The reason says which field is wrong. Where the app records events of its own, correct what it records there.',
    };
  return { cause: 'The service did not take the write.', fix: 'The reason says more.' };
}

function denied(message: string, role: string | null): Explanation {
  if (/explicit deny/.test(message))
    return {
      cause: 'A policy denies this write in so many words: a Deny wins over every Allow.',
      fix: 'When this is the lock on the signed-in app monitor, the write had no business there. Otherwise take the Deny out of the policy.',
    };
  if (role === null)
    return {
      cause: 'The write is not signed, and the app monitor takes signed writes only.',
      fix: 'Give createDualRum the identityPoolId for this app monitor. For unsigned guests, allow Principal "*" in the resource policy and send the alias that it asks for.',
    };
  return {
    cause: `The role ${role} may not write to this app monitor. That is the isolation at work, if this is a guest’s role at the signed-in app monitor.`,
    fix: `If the app sent this by itself, its sign-in source told of a user before there were credentials of one: look at the session around this time. If ${role} is to write here, allow rum:PutRumEvents on the ARN of this app monitor in its policy.`,
  };
}
