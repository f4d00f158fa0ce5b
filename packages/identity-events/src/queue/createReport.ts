import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Report } from './createQueueHandler.ts';

const GOES = { queue: 'back to the queue', 'dead-letter queue': 'to the dead-letter queue' } as const;

/**
 * A log line in JSON for each message that failed, and metrics in CloudWatch's embedded format, by Powertools for AWS Lambda.
 *
 * The metrics are `EventsDelivered`, `EventsFailed` and `EventsIgnored`, one value each for an invocation.
 *
 * @param serviceName the function's name, unless `POWERTOOLS_SERVICE_NAME` says another
 */
export function createReport(serviceName: string, env: NodeJS.ProcessEnv): Report {
  const service = env['POWERTOOLS_SERVICE_NAME'] ?? serviceName;
  // Most instances never write a line.
  let made: Logger | undefined;
  const logger = (): Logger => (made ??= new Logger({ serviceName: service }));
  const metrics = new Metrics({
    serviceName: service,
    namespace: env['POWERTOOLS_METRICS_NAMESPACE'] ?? 'DualRum/IdentityEvents',
  });
  return {
    failed: (failure) => logger().error(`A message failed and goes ${GOES[failure.to]}`, { failure }),
    done({ delivered, ignored, failed }) {
      metrics.addMetric('EventsDelivered', MetricUnit.Count, delivered);
      metrics.addMetric('EventsIgnored', MetricUnit.Count, ignored);
      metrics.addMetric('EventsFailed', MetricUnit.Count, failed);
      metrics.publishStoredMetrics();
    },
  };
}
