/** What loads late: all that delivers, stores and signs batches. Nothing of it is needed before there is a batch. */
export { createTransport } from './createTransport.ts';
export { createSend } from './putRumEvents.ts';
export { openBatchStorage } from './storage/openBatchStorage.ts';
