import type { KnownCall } from '../calls.ts';
import type { Dropped } from '../dropped.ts';
import type { Replacement } from '../replacements.ts';

/** What is replaced and dropped, and which calls of it are known. */
export interface Fence {
  replacements: Replacement[];
  dropped: Dropped[];
  calls: KnownCall[];
  /** The object whose calls are left out; none without it. */
  logger?: string;
}

/** What the build has met so far. */
export interface Seen {
  /** The files that imports of a replaced module resolved to. */
  originals: Map<Replacement, Set<string>>;
  /** The files that stand in for them. */
  standIns: Map<string, Replacement>;
  /** The files that members are dropped from. */
  files: Map<Dropped, Set<string>>;
  /** By importer and source, what each import resolved to. */
  imports: Map<string, Map<string, string>>;
  /** How many statements of the logger are left out. */
  logs: number;
}

export const nothingSeen = (): Seen => ({
  originals: new Map(),
  standIns: new Map(),
  files: new Map(),
  imports: new Map(),
  logs: 0,
});
