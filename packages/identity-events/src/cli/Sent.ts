/** What became of the sample events. */
export interface Sent {
  sent: number;
  /** One line for each event that was refused: its id, and why. */
  failed: string[];
}
