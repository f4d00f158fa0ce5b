/**
 * Makes the clock of a page run `speed` times as fast, as that of its servers does: dates and timers, not what the browser
 * itself measures.
 */
export function fastClock({ origin, speed }: { origin: number; speed: number }): void {
  const RealDate = Date;
  const now = (): number => Math.round(origin + (RealDate.now() - origin) * speed);
  window.Date = new Proxy(RealDate, {
    construct: (real, args: [], target) => Reflect.construct(real, args.length > 0 ? args : [now()], target) as object,
    get: (real, key, target) => (key === 'now' ? now : (Reflect.get(real, key, target) as unknown)),
  });
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const real = window[name] as (work: TimerHandler, ms?: number, ...args: unknown[]) => number;
    Object.assign(window, {
      [name]: (work: TimerHandler, ms = 0, ...args: unknown[]) => real.call(window, work, ms / speed, ...args),
    });
  }
}
