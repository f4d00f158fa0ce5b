/** A wrong query, filter, parameter or file. The message says what is wrong, where, and how to fix it. */
export class QueryError extends Error {
  override name = 'QueryError';
}
