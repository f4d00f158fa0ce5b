import { Orchestration } from '@aws-rum/web-slim/orchestration/Orchestration';
import type { DualRumOptions } from '../api/types.ts';
import { createAppMonitor, type AppMonitor } from '../monitor/createAppMonitor.ts';
import { monitorConfig } from '../monitor/monitorConfig.ts';
import type { Report } from '../problems/ProblemFacts.ts';
import { createKeepaliveBudget } from '../transport/createKeepaliveBudget.ts';

/**
 * Both app monitors. The first use of `all`, `guest` or `authenticated` creates both; `created` creates none. They are not created
 * in the task that creates the rum, which the app waits for: they are most of the work of a start.
 *
 * @param onCreate is called with each before anything else is.
 */
export function createMonitors(options: DualRumOptions, report: Report, onCreate: (monitor: AppMonitor) => void) {
  const configs = { guest: monitorConfig('guest', options), authenticated: monitorConfig('authenticated', options) };
  const { client = Orchestration } = options;
  const created: AppMonitor[] = [];
  const all = (): readonly AppMonitor[] => {
    if (created.length) return created;
    const shared = { budget: createKeepaliveBudget(), clockSkew: { milliseconds: 0 } };
    for (const name of ['guest', 'authenticated'] as const) {
      created.push(createAppMonitor(name, options, configs[name], client, report, shared));
    }
    created.forEach(onCreate);
    return created;
  };
  return {
    configs,
    /** Those that have been used: both or none. */
    created: created as readonly AppMonitor[],
    get all(): readonly AppMonitor[] {
      return all();
    },
    get guest(): AppMonitor {
      return all()[0]!;
    },
    get authenticated(): AppMonitor {
      return all()[1]!;
    },
  };
}
