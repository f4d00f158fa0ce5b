import { Sha256 } from '@aws-crypto/sha256-js';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { clearCredentialCache, SignatureV4 } from '@smithy/signature-v4';
import { toHex } from '@smithy/util-hex-encoding';

/** A request, as far as the signer asks for it. */
export interface HttpRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export interface SigningOptions {
  region: string;
  identity: AwsCredentialIdentity;
  /** Milliseconds that the service's clock is ahead. */
  skew: number;
  /** Puts the signature into the query instead of the headers. */
  inQuery: boolean;
}

/** What is used of SignatureV4; its `sign` would only find out that this is a request. */
interface Signer {
  presign(request: HttpRequest, options: { signingDate: Date; expiresIn: number }): Promise<HttpRequest>;
  signRequest(request: HttpRequest, options: { signingDate: Date }): Promise<HttpRequest>;
}

/** Signs a request to CloudWatch RUM, with Signature Version 4. */
export async function signRequest(
  request: HttpRequest,
  { region, identity, skew, inQuery }: SigningOptions,
): Promise<HttpRequest> {
  const hash = new Sha256();
  hash.update(request.body);
  const headers = { ...request.headers, 'x-amz-content-sha256': toHex(await hash.digest()) };
  const signing = { credentials: identity, region, service: 'rum', sha256: Sha256 };
  const signer = new SignatureV4(signing) as unknown as Signer;
  const signingDate = new Date(Date.now() + skew);
  const unsigned = { ...request, headers };
  const signed = await (inQuery
    ? signer.presign(unsigned, { signingDate, expiresIn: 60 })
    : signer.signRequest(unsigned, { signingDate }));
  // It keeps signing keys, and with them session tokens, of users who may be gone.
  clearCredentialCache();
  return signed;
}
