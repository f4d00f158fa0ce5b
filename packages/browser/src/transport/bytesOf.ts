/** Its bytes, text as UTF-8. (A Blob would ask the browser's process.) */
export const bytesOf = (data: Uint8Array | string): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;
