/** Where files go: a bucket, or a folder. */
export interface ObjectStore {
  /** Writes a whole object, or none of it, over one of the same key. */
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
}
