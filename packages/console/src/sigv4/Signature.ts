import { AwsError } from '../errors/AwsError.ts';

/** A SigV4 signature as a request carries it, not verified. */
export interface Signature {
  /** In the Authorization header, or presigned in the query. */
  form: 'header' | 'query';
  accessKeyId: string;
  /** Credential scope: `20260131`, region, service. */
  scope: { date: string; region: string; service: string };
  /** Lower case, in the order given. */
  signedHeaders: string[];
  /** 64 hex digits. */
  signature: string;
  /** `20260131T120000Z` */
  amzDate: string;
  /** Seconds; presigned only. */
  expiresIn: number;
  sessionToken: string | undefined;
}

export const incomplete = (message: string): AwsError => new AwsError(403, 'IncompleteSignatureException', message);
export const invalid = (message: string): AwsError => new AwsError(403, 'InvalidSignatureException', message);

/** Reads `AKID/20260131/us-east-1/rum/aws4_request`. */
export function parseCredential(credential: string): Pick<Signature, 'accessKeyId' | 'scope'> {
  const [accessKeyId, date, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    throw incomplete(`Credential "${credential}" must be <access key id>/<date>/<region>/<service>/aws4_request.`);
  }
  return { accessKeyId, scope: { date, region, service } };
}

/** Reads `host;x-amz-date`. */
export function parseSignedHeaders(list: string): string[] {
  const names = list.split(';');
  if (names.some((name) => name === '' || name !== name.toLowerCase())) {
    throw incomplete(`SignedHeaders "${list}" must be lower-case header names joined by semicolons.`);
  }
  return names;
}
