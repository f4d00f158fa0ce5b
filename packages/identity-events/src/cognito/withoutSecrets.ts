const OF_EVENTS = ['version', 'triggerSource', 'region', 'userPoolId', 'userName'];
const OF_CALLERS = ['awsSdkVersion', 'clientId', 'clientName'];
const OF_REQUESTS = ['newDeviceUsed', 'userNotFound', 'groupConfiguration', 'scopes', 'providerName', 'providerType'];

/** User pools can map what another identity provider sends to attributes, its tokens included. */
const SECRET_ATTRIBUTE = /token|secret|passw|passcode/i;

/**
 * What may be kept of a trigger's event: an allow-list, so that a trigger of tomorrow reveals nothing either.
 *
 * Left out are `request.validationData` and `request.clientMetadata`, in which applications send what they like, tokens
 * included; `password`, `code`, `challengeAnswer` and the challenge parameters, which hold the right answer; the tokens of
 * another identity provider; attributes with a name as of a secret; and the `response`, which is the function's own answer.
 */
export function withoutSecrets(event: Record<string, unknown>): Record<string, unknown> {
  const { callerContext, request } = event;
  return {
    ...picked(event, OF_EVENTS),
    ...(isObject(callerContext) && { callerContext: picked(callerContext, OF_CALLERS) }),
    ...(isObject(request) && {
      request: {
        ...picked(request, OF_REQUESTS),
        ...(isObject(request['userAttributes']) && { userAttributes: attributes(request['userAttributes']) }),
      },
    }),
  };
}

function picked(from: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, from[name]]] : [])));
}

function attributes(all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !SECRET_ATTRIBUTE.test(name)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
