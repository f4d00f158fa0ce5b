import { AwsError } from '../errors/AwsError.ts';
import type { IdentityPools } from '../identity/createIdentityPools.ts';
import type { Issuer } from '../issuer/createIssuer.ts';
import type { FindRoute, Route } from '../http/Route.ts';
import { isIamCall } from '../roles/createRolePolicies.ts';
import type { PutRumEvents } from '../rum/createPutRumEvents.ts';

interface Deps {
  putRumEvents: PutRumEvents;
  identity: IdentityPools;
  issuer: Issuer;
  rolePolicies: Route['handle'];
  control: (method: string, path: string) => Route['handle'] | null;
  page: (method: string, path: string, accept: string | undefined) => Route['handle'] | null;
}

const identityTarget = /^AWSCognitoIdentityService\.(\w+)$/;

/** Finds the service a request is for by its method, path and `x-amz-target`. */
export function createRouter({ putRumEvents, identity, issuer, rolePolicies, control, page }: Deps): FindRoute {
  return (method, path, headers) => {
    const monitorId = /^\/appmonitors\/([^/]+)\/?$/.exec(path)?.[1];
    if (monitorId !== undefined) {
      if (method !== 'POST') return wrongMethod('rum', method, path, 'POST');
      return {
        target: 'rum',
        operation: 'PutRumEvents',
        monitorId,
        handle: (request) => putRumEvents(monitorId, request),
      };
    }
    // As the control endpoints: for this machine's programs, and never for a page of another origin.
    if (path === '/' && method === 'POST' && isIamCall(headers['content-type'])) {
      return { target: 'control', handle: rolePolicies };
    }
    if (path === '/' && method === 'POST') {
      const operation = identityTarget.exec(String(headers['x-amz-target']))?.[1] ?? '';
      return { target: 'identity', operation, handle: (request) => identity.handle(operation, request) };
    }
    if (path.startsWith('/issuer/')) return issuerRoute(issuer, method, path);
    const handle = page(method, path, headers.accept) ?? control(method, path);
    return { target: 'control', handle: handle ?? (() => notFound(method, path)) };
  };
}

function issuerRoute(issuer: Issuer, method: string, path: string): Route {
  const routes: Record<string, [string, string, Route['handle']]> = {
    '/issuer/.well-known/openid-configuration': ['GET', 'discovery', issuer.discovery],
    '/issuer/.well-known/jwks.json': ['GET', 'jwks', issuer.jwks],
    '/issuer/token': ['POST', 'token', issuer.token],
  };
  const found = routes[path];
  if (!found) return { target: 'issuer', handle: () => notFound(method, path) };
  const [allowed, operation, handle] = found;
  return method === allowed ? { target: 'issuer', operation, handle } : wrongMethod('issuer', method, path, allowed);
}

function notFound(method: string, path: string): never {
  throw new AwsError(
    404,
    'UnknownOperationException',
    `There is nothing at ${method} ${path}; GET / without Accept: text/html lists what there is.`,
  );
}

const wrongMethod = (target: Route['target'], method: string, path: string, allowed: string): Route => ({
  target,
  handle: () => {
    throw new AwsError(405, 'UnknownOperationException', `${path} takes ${allowed}, not ${method}.`);
  },
});
