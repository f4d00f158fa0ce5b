import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { describeFailure } from '../queue/describeFailure.ts';
import type { Answered } from './answerInTime.ts';

/** Where a trigger's function says what happened. */
export interface AnswerReport {
  answered(outcome: Answered, userId: string): void;
  /** An event that cannot be read. It is answered all the same. */
  unreadable(error: unknown): void;
}

const METRICS = {
  delivered: 'EventsDelivered',
  ignored: 'EventsIgnored',
  queued: 'EventsQueued',
  lost: 'EventsLost',
} as const;

/**
 * Log lines and metrics of a trigger: `EventsDelivered`, `EventsIgnored`, `EventsQueued` (left to the queue), `EventsLost`
 * (neither written nor queued) and `EventsFailed` (unreadable), in CloudWatch's embedded format.
 */
export function createAnswerReport(serviceName: string, env: NodeJS.ProcessEnv): AnswerReport {
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
    answered(outcome, userId) {
      if (outcome.kind === 'queued') {
        logger().warn('A user is left to the queue', { failure: describeFailure(outcome.because) });
      }
      if (outcome.kind === 'lost') {
        // The only trace: who it is, so that somebody can put it right.
        const [failure, queueFailure] = [describeFailure(outcome.because), describeFailure(outcome.notQueued)];
        logger().error('A user is neither written nor in the queue', { userId, failure, queueFailure });
      }
      count(METRICS[outcome.kind]);
    },
    unreadable(error) {
      logger().error('An event of a trigger cannot be read', { failure: describeFailure(error) });
      count('EventsFailed');
    },
  };
}
