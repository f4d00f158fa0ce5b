import { parseAuth0Event, toCloudEvent } from '@dual-rum/identity-events';
import type { SQSEvent } from 'aws-lambda';

export async function handler({ Records }: SQSEvent) {
  for (const { body } of Records) {
    const event = parseAuth0Event(JSON.parse(body));
    console.log(event.type, event.outcome, event.occurredAt);
    await publish(JSON.stringify(toCloudEvent(event)));
  }
}

declare function publish(message: string): Promise<void>;
