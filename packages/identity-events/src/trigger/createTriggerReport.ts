import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { describeFailure } from '../queue/describeFailure.ts';
import type { TriggerReport } from './createTriggerHandler.ts';

const METRICS = { delivered: 'EventsDelivered', late: 'EventsLate', failed: 'EventsFailed' } as const;

/**
 * Log lines and metrics of the triggers, by Powertools for AWS Lambda. The metrics are `EventsDelivered`, `EventsLate` and
 * `EventsFailed`: an event that failed is lost. `EventsByQueue` counts those that went through the queue because Kafka failed.
 */
export function createTriggerReport(
  serviceName: string,
  env: NodeJS.ProcessEnv,
): TriggerReport & { byQueue: (error: unknown) => void } {
  const service = env['POWERTOOLS_SERVICE_NAME'] ?? serviceName;
  // Most instances never write a line.
  let made: Logger | undefined;
  const logger = (): Logger => (made ??= new Logger({ serviceName: service }));
  const metrics = new Metrics({
    serviceName: service,
    namespace: env['POWERTOOLS_METRICS_NAMESPACE'] ?? 'DualRum/IdentityEvents',
  });
  const count = (name: string): void => {
    metrics.addMetric(name, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  };
  return {
    handed(handed, eventId) {
      count(METRICS[handed.kind]);
      if (handed.kind === 'failed') {
        logger().error('An event of a trigger is lost', { eventId, failure: describeFailure(handed.error) });
      }
      if (handed.kind === 'late') logger().warn('An event of a trigger is late', { eventId });
    },
    byQueue(error) {
      count('EventsByQueue');
      logger().warn('Kafka failed: an event goes through the queue', { failure: describeFailure(error) });
    },
  };
}
