import type { MonitorName } from './Observations.ts';

/** Something wrong with the set-up of an app. */
export interface Finding {
  /** Stays the same between releases: `unknown-monitor`. */
  code: string;
  /** The app monitor concerned, where it is one. */
  monitor?: MonitorName;
  title: string;
  cause: string;
  /** What was seen. */
  evidence: string[];
  fix: string;
}

/** What was looked at. `notes` say what could not be. */
export interface Diagnosis {
  findings: Finding[];
  notes: string[];
}
