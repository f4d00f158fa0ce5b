/**
 * Bytes that keepalive requests may have here. Browsers allow 64 KiB for all of a page
 * (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch), of which 16 KiB are left to the app and its beacons.
 */
const LIMIT = 65_536 - 16_384;

/** The bytes that may still be in keepalive requests, shared by all who send some. */
export interface KeepaliveBudget {
  readonly left: number;
  /** Takes bytes for a request; call the result when it is answered, once. */
  reserve(bytes: number): () => void;
}

export function createKeepaliveBudget(limit = LIMIT): KeepaliveBudget {
  let left = limit;
  return {
    get left() {
      return left;
    },
    reserve(bytes) {
      left -= bytes;
      return () => void (left += bytes);
    },
  };
}
