export { findQuery } from './catalog/findQuery.ts';
export { queries } from './catalog/queries.ts';
export type { Column, ColumnKind, Parameter, Query, Source } from './catalog/Query.ts';
export { composeSql } from './compose/composeSql.ts';
export type { Audiences, Dialect, QueryRequest, Tables } from './compose/QueryRequest.ts';
export type { Answer, EventDatabase, RefusedRow, Value } from './database/EventDatabase.ts';
export { openDatabase } from './database/openDatabase.ts';
export { QueryError } from './errors/QueryError.ts';
