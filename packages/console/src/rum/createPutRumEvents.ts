import type { CredentialStore, IssuedCredentials } from '../credentials/createCredentialStore.ts';
import { AwsError, validation } from '../errors/AwsError.ts';
import { errorReply } from '../http/errorReply.ts';
import type { Exchange, Reply } from '../http/Exchange.ts';
import { isUuid } from '../options/check.ts';
import type { Monitor, Settings } from '../settings/Settings.ts';
import { readSignature } from '../sigv4/readSignature.ts';
import type { Signature } from '../sigv4/Signature.ts';
import { verifySignature } from '../sigv4/verifySignature.ts';
import { acceptBatch } from '../store/acceptBatch.ts';
import type { KeepingStore } from '../store/createEventStore.ts';
import type { PutRumEventsRequest } from '../store/PutRumEventsRequest.ts';
import type { Trail } from '../trail/createTrail.ts';
import type { PutCall } from '../trail/TrailCall.ts';
import { authorizeWrite } from './authorizeWrite.ts';
import { decodeBody, readJson } from './decodeBody.ts';
import { transportOf } from './transportOf.ts';
import { validateBatch } from './validateBatch.ts';

interface Deps {
  settings: Settings;
  credentials: CredentialStore;
  store: KeepingStore;
  trail: Pick<Trail, 'put'>;
}

export type PutRumEvents = (monitorId: string, request: Exchange) => Promise<Reply>;

/**
 * PutRumEvents: the signature is checked first, then the app monitor, the permission and the body. The first check that
 * fails answers, and the write is listed as refused.
 */
export function createPutRumEvents({ settings, credentials, store, trail }: Deps): PutRumEvents {
  const { clock, log, region, account } = settings;

  return async (monitorId, request) => {
    const monitor = settings.monitors.find(({ id }) => id === monitorId.toLowerCase() || id === monitorId);
    let signature: Signature | null = null;
    let signer: IssuedCredentials | undefined;
    let content: unknown;
    /** Calls that are signed, and about an app monitor whose calls are recorded. */
    const record = (errorCode?: string): void => {
      if (!signer || !monitor || (monitor.state !== 'authenticated' && !settings.trailGuests)) return;
      trail.put({
        at: clock(),
        sourceIp: request.remoteAddress,
        userAgent: request.headers['user-agent'],
        monitor,
        accessKeyId: signer.accessKeyId,
        role: signer.role,
        federation: signer.federation,
        errorCode,
        request: summaryOf(content),
      });
    };
    try {
      if (request.bodyError) throw request.bodyError;
      signature = readSignature(request);
      if (signature) signer = verifySignature(request, signature, { credentials, region, service: 'rum', clock });
      if (!isUuid(monitorId)) throw validation(`The app monitor id "${monitorId}" must be a UUID of 36 characters.`);
      if (!monitor) throw notFound(monitorId, settings.monitors);
      // What is wrong with a body is told only to those who may write, so the error waits for the permission.
      const body = await decodeBody(request, settings.maxBodyBytes * 10).catch((error: unknown) => error as Error);
      if (!(body instanceof Error)) content = body.value;
      const alias = body instanceof Error ? undefined : aliasOf(body.value);
      authorizeWrite({
        monitor,
        account,
        role: signer?.role,
        federation: signer?.federation,
        alias,
        sourceIp: request.remoteAddress,
      });
      if (body instanceof Error) throw body;
      const transport = transportOf(request, signature);
      const { bytes } = body;
      const received = {
        monitor: monitor.name,
        monitorId: monitor.id,
        role: signer?.role.name ?? null,
        accessKeyId: signer?.accessKeyId ?? null,
        transport,
        receivedAt: clock(),
      };
      const batch = acceptBatch(validateBatch(body.value, monitorId, settings), received, readerOf(bytes));
      await store.add(batch, bytes);
      record();
      log(
        `200 ${monitor.name}: ${batch.size} events by ${transport}, session ${batch.sessionId ?? 'none'}, ${signer?.role.name ?? 'unsigned'}`,
      );
      return { status: 200, body: {} };
    } catch (error) {
      const reply = errorReply(error);
      const { __type: type, message } = reply.body as { __type: string; message: string };
      if (type === 'AccessDeniedException') record('AccessDenied');
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

/** Outside the function above, whose closures share what any of them holds: a batch that is kept would keep what was read from its body. */
const readerOf = (bytes: Buffer) => (): PutRumEventsRequest => readJson(bytes) as PutRumEventsRequest;

/** What a record says of a batch. What is refused may be of any shape. */
function summaryOf(content: unknown): PutCall['request'] {
  const { BatchId: batchId, UserDetails: user, RumEvents: events } = (content ?? {}) as Partial<PutRumEventsRequest>;
  if (typeof batchId !== 'string' || !Array.isArray(events)) return undefined;
  return {
    batchId,
    userId: textOf(user?.userId),
    sessionId: textOf(user?.sessionId),
    events: events.flatMap((event: Partial<PutRumEventsRequest['RumEvents'][number]> | null) => {
      const { id, timestamp, type } = event ?? {};
      return typeof id === 'string' && Number.isFinite(timestamp) && typeof type === 'string'
        ? [{ id, timestamp: timestamp!, type }]
        : [];
    }),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function aliasOf(body: unknown): string | undefined {
  const alias = typeof body === 'object' && body !== null ? (body as { Alias?: unknown }).Alias : undefined;
  return typeof alias === 'string' ? alias : undefined;
}

function notFound(id: string, monitors: Monitor[]): AwsError {
  const known = monitors.map((monitor) => `${monitor.id} (${monitor.name})`).join(', ');
  return new AwsError(404, 'ResourceNotFoundException', `There is no app monitor ${id}. This console has ${known}.`);
}
