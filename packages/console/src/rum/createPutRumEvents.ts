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
import { authorizeWrite } from './authorizeWrite.ts';
import { decodeBody, readJson } from './decodeBody.ts';
import { transportOf } from './transportOf.ts';
import { validateBatch } from './validateBatch.ts';

interface Deps {
  settings: Settings;
  credentials: CredentialStore;
  store: KeepingStore;
}

export type PutRumEvents = (monitorId: string, request: Exchange) => Promise<Reply>;

/**
 * PutRumEvents: the signature is checked first, then the app monitor, the permission and the body. The first check that
 * fails answers, and the write is listed as refused.
 */
export function createPutRumEvents({ settings, credentials, store }: Deps): PutRumEvents {
  const { clock, log, region, account } = settings;

  return async (monitorId, request) => {
    const monitor = settings.monitors.find(({ id }) => id === monitorId.toLowerCase() || id === monitorId);
    let signature: Signature | null = null;
    let signer: IssuedCredentials | undefined;
    try {
      if (request.bodyError) throw request.bodyError;
      signature = readSignature(request);
      if (signature) signer = verifySignature(request, signature, { credentials, region, service: 'rum', clock });
      if (!isUuid(monitorId)) throw validation(`The app monitor id "${monitorId}" must be a UUID of 36 characters.`);
      if (!monitor) throw notFound(monitorId, settings.monitors);
      // What is wrong with a body is told only to those who may write, so the error waits for the permission.
      const body = await decodeBody(request, settings.maxBodyBytes * 10).catch((error: unknown) => error as Error);
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
      const batch = acceptBatch(
        validateBatch(body.value, monitorId, settings),
        received,
        () => readJson(bytes) as PutRumEventsRequest,
      );
      await store.add(batch, bytes);
      log(
        `200 ${monitor.name}: ${batch.size} events by ${transport}, session ${batch.sessionId ?? 'none'}, ${signer?.role.name ?? 'unsigned'}`,
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

function aliasOf(body: unknown): string | undefined {
  const alias = typeof body === 'object' && body !== null ? (body as { Alias?: unknown }).Alias : undefined;
  return typeof alias === 'string' ? alias : undefined;
}

function notFound(id: string, monitors: Monitor[]): AwsError {
  const known = monitors.map((monitor) => `${monitor.id} (${monitor.name})`).join(', ');
  return new AwsError(404, 'ResourceNotFoundException', `There is no app monitor ${id}. This console has ${known}.`);
}
