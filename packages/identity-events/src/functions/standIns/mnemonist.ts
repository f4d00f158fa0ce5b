/** Stands in for `mnemonist` in bundles, which evaluates all its collections for the one that the client for Kafka takes. */
export { default as LRUCache } from 'mnemonist/lru-cache.js';
