import { randomUUID } from 'node:crypto';
import { evaluateTemplate, readTemplate } from '@dual-rum/console/testing';
import { fromCloudFormation, type Canonical } from './canonical.ts';

/** What a CloudFormation template deploys with these parameters. */
export function canonicalOf(template: object, parameters: Record<string, string> = {}): Canonical {
  const around = { region: 'us-east-1', account: '123456789012', parameters, uuid: () => randomUUID() };
  return fromCloudFormation(evaluateTemplate(readTemplate(template), around));
}
