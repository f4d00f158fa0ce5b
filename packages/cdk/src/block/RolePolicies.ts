import type { Document } from './blockPolicy.ts';

/** The inline policies of one role. */
export interface RolePolicies {
  /** All of them, by name. */
  read: () => Promise<Map<string, Document>>;
  put: (name: string, document: Document) => Promise<void>;
  remove: (name: string) => Promise<void>;
}
