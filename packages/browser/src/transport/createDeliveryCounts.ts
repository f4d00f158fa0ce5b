/** What became of the events of one app monitor since the page loaded. */
export interface DeliveryCounts {
  /** Events that CloudWatch has acknowledged. */
  sent: number;
  /** Events that are lost, by reason. */
  readonly dropped: Record<string, number>;
  drop: (reason: string, count: number) => void;
}

export function createDeliveryCounts(): DeliveryCounts {
  const dropped: Record<string, number> = {};
  return { sent: 0, dropped, drop: (reason, count) => void (dropped[reason] = (dropped[reason] ?? 0) + count) };
}
