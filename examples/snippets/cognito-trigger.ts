import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { createTriggerHandler, type Carrier } from '@dual-rum/identity-events/kafka';

declare const carrier: Carrier;
declare function count(what: string): void;
declare function welcome(address: string | undefined): Promise<void>;

const report = createTriggerHandler({ carrier, deadline: 1500, report: { handed: ({ kind }) => count(kind) } });

export async function handler(event: PostConfirmationTriggerEvent) {
  await welcome(event.request.userAttributes['email']);
  return report(event);
}
