import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Exchange } from '../http/Exchange.ts';
import { parseQuery } from '../http/parseQuery.ts';
import type { IssuedCredentials } from '../credentials/createCredentialStore.ts';
import type { Signature } from './Signature.ts';

const generated = new Set(
  ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature', 'Security-Token'].map(
    (name) => `X-Amz-${name}`,
  ),
);

/**
 * Signs the request as it was received, with the library that clients sign with, over exactly the headers the client says
 * it signed. Returns the signature and the headers it covers.
 */
export async function recompute(
  request: Exchange,
  signature: Signature,
  { accessKeyId, secretAccessKey, sessionToken }: IssuedCredentials,
  signedAt: number,
): Promise<{ signature: string; signedHeaders: string }> {
  const signer = new SignatureV4({
    service: signature.scope.service,
    region: signature.scope.region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.fromEntries(
    signature.signedHeaders.map((name) => [name, [request.headers[name] ?? ''].flat().join(', ')]),
  );
  const query = new Map(parseQuery(request.rawQuery));
  const options = { signingDate: new Date(signedAt), signableHeaders: new Set(signature.signedHeaders) };
  const toSign = {
    method: request.method,
    protocol: 'http:',
    hostname: '',
    path: request.path,
    headers,
    body: request.body,
  };

  if (signature.form === 'header') {
    const signed = await signer.sign(new HttpRequest({ ...toSign, query: asQuery(query) }), options);
    const [, signedHeaders = '', value = ''] =
      /SignedHeaders=(.*), Signature=(.*)$/.exec(signed.headers['authorization'] ?? '') ?? [];
    return { signature: value, signedHeaders };
  }
  for (const name of generated) query.delete(name);
  const signed = await signer.presign(new HttpRequest({ ...toSign, query: asQuery(query) }), {
    ...options,
    expiresIn: signature.expiresIn,
    unhoistableHeaders: new Set(signature.signedHeaders),
  });
  return {
    signature: String(signed.query?.['X-Amz-Signature']),
    signedHeaders: String(signed.query?.['X-Amz-SignedHeaders']),
  };
}

const asQuery = (query: Map<string, string[]>): Record<string, string | string[]> =>
  Object.fromEntries([...query].map(([key, values]) => [key, values.length === 1 ? values[0]! : values]));
