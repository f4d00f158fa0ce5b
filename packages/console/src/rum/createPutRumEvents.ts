import { AwsError, accessDenied } from '../errors/AwsError.ts';
import { errorReply } from '../http/errorReply.ts';
import type { Exchange, Reply } from '../http/Exchange.ts';
import type { CredentialStore, IssuedCredentials } from '../identity/createCredentialStore.ts';
import type { Monitor, Settings } from '../options/Settings.ts';
import { readSignature } from '../sigv4/readSignature.ts';
import type { Signature } from '../sigv4/Signature.ts';
import { verifySignature } from '../sigv4/verifySignature.ts';
import type { EventStore } from '../store/createEventStore.ts';
import type { Transport } from '../store/StoredEvent.ts';
import { decodeBody } from './decodeBody.ts';
import { mayPutRumEvents } from './mayPutRumEvents.ts';
import type { PutRumEventsRequest } from './PutRumEventsRequest.ts';
import { validateBatch } from './validateBatch.ts';

interface Deps {
  settings: Settings;
  credentials: CredentialStore;
  store: EventStore;
}

/** PutRumEvents for the app monitor with this id: signature, then permission, then the model, then stored. */
export function createPutRumEvents({ settings, credentials, store }: Deps) {
  const { clock, log, region, account } = settings;

  return async (monitorId: string, request: Exchange): Promise<Reply> => {
    const monitor = settings.monitors.find(({ id }) => id === monitorId.toLowerCase() || id === monitorId);
    let signature: Signature | null = null;
    let signer: IssuedCredentials | undefined;
    try {
      if (request.bodyError) throw request.bodyError;
      signature = readSignature(request);
      if (signature) signer = await verifySignature(request, signature, { credentials, region, service: 'rum', clock });
      if (!monitor) throw notFound(monitorId, settings.monitors);
      // A body that cannot be read is reported only to those who may write at all.
      const decoded = await decodeBody(request, settings.maxBodyBytes * 10).catch((error: unknown) => error as Error);
      authorize(monitor, account, signer, aliasOf(decoded), request.remoteAddress);
      if (decoded instanceof Error) throw decoded;
      const batch = validateBatch(decoded, monitorId);
      const transport = transportOf(request, signature);
      keep(store, batch, { monitor, signer, transport, receivedAt: clock() });
      log(
        `200 ${monitor.name}: ${batch.RumEvents.length} events by ${transport}, session ${batch.UserDetails.sessionId ?? 'none'}, ${signer?.role.name ?? 'unsigned'}`,
      );
      return { status: 200, body: {} };
    } catch (error) {
      const reply = errorReply(error);
      const { __type: type, message } = reply.body as { __type: string; message: string };
      store.refuse({
        at: clock(),
        monitor: monitor?.name ?? monitorId,
        status: reply.status,
        type,
        message,
        role: signer?.role.name ?? null,
        accessKeyId: signature?.accessKeyId ?? null,
        transport: transportOf(request, signature),
      });
      log(`REFUSED ${reply.status} ${monitor?.name ?? monitorId}: ${type}: ${message}`);
      return reply;
    }
  };
}

function authorize(
  monitor: Monitor,
  account: string,
  signer: IssuedCredentials | undefined,
  alias: string | undefined,
  sourceIp: string,
): void {
  const verdict = mayPutRumEvents({ monitor, account, role: signer?.role, alias, sourceIp });
  if (verdict === 'allow') return;
  const on = `rum:PutRumEvents on resource: ${monitor.arn}`;
  const denied = 'with an explicit deny in a policy';
  if (signer) {
    const why =
      verdict === 'deny' ? denied : `because no policy of the role ${signer.role.name} or of the app monitor allows it`;
    throw accessDenied(
      `User: ${signer.role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/CognitoIdentityCredentials is not authorized to perform: ${on} ${why}.`,
    );
  }
  const alone = alias === undefined ? 'without an Alias' : `with Alias "${alias}"`;
  throw accessDenied(
    `The request is not signed, and unsigned requests ${alone} are not authorized to perform: ${on} ${verdict === 'deny' ? denied : 'because its resource policy does not allow them'}. ` +
      'Sign with credentials, or allow Principal "*" in the resource policy and send the alias it asks for.',
  );
}

function keep(
  store: EventStore,
  batch: PutRumEventsRequest,
  {
    monitor,
    signer,
    transport,
    receivedAt,
  }: { monitor: Monitor; signer: IssuedCredentials | undefined; transport: Transport; receivedAt: number },
): void {
  const parse = (json: string | undefined): unknown => (json === undefined ? undefined : JSON.parse(json));
  const info = {
    monitor: monitor.name,
    monitorId: monitor.id,
    batchId: batch.BatchId,
    userId: batch.UserDetails.userId,
    sessionId: batch.UserDetails.sessionId,
    sessionMetadata: parse(batch.SessionMetadata),
    role: signer?.role.name ?? null,
    accessKeyId: signer?.accessKeyId ?? null,
    transport,
    receivedAt,
  };
  store.add(
    info,
    batch.RumEvents.map(({ id, type, timestamp, details, metadata }) => ({
      id,
      type,
      timestamp,
      details: parse(details),
      metadata: parse(metadata),
    })),
  );
}

function aliasOf(decoded: unknown): string | undefined {
  const alias = typeof decoded === 'object' && decoded !== null ? (decoded as { Alias?: unknown }).Alias : undefined;
  return typeof alias === 'string' ? alias : undefined;
}

const transportOf = (request: Exchange, signature: Signature | null): Transport =>
  signature?.form === 'query' || request.headers['content-type']?.startsWith('text/plain') === true
    ? 'beacon'
    : 'fetch';

function notFound(id: string, monitors: Monitor[]): AwsError {
  const known = monitors.map((monitor) => `${monitor.id} (${monitor.name})`).join(', ');
  return new AwsError(404, 'ResourceNotFoundException', `There is no app monitor ${id}. This console has ${known}.`);
}
