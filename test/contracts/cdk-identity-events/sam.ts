import { resolve } from 'node:path';
import { readTemplate } from '@dual-rum/console/testing';
import { linters, python } from '../../support/python.ts';

const folder = resolve(import.meta.dirname, '../../../packages/cdk/identity-events');

/** The SAM templates that people read. */
export const samFiles = {
  events: resolve(folder, 'auth0-events-to-s3.template.yaml'),
  users: resolve(folder, 'auth0-users-to-dynamodb.template.yaml'),
  kafka: resolve(folder, 'cognito-events-to-kafka.template.yaml'),
  cognitoUsers: resolve(folder, 'cognito-users-to-dynamodb.template.yaml'),
  forwarder: resolve(folder, 'auth0-events-forwarder.template.yaml'),
};

const TRANSFORM = `
import json, sys
from samtranslator.translator.transform import transform
class NoManagedPolicies:
    def load(self):
        return {}
print(json.dumps([transform(each['template'], each['parameters'], NoManagedPolicies()) for each in json.load(sys.stdin)]))
`;

/** A template with its parameters. */
export interface SamCase {
  file: string;
  parameters: Record<string, string>;
}

/** What the SAM transform, which CloudFormation runs first, makes of templates. Starting it takes long: give it all at once. */
export function transformed(cases: SamCase[]): object[] {
  const input = cases.map(({ file, parameters }) => {
    const template = structuredClone(readTemplate(file));
    // What sam deploy does: it uploads the code and says where it is.
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::Serverless::Function' && Properties) Properties['CodeUri'] = 's3://code/function.zip';
    }
    return { template, parameters };
  });
  const { status, stdout, stderr } = python(['-c', TRANSFORM], linters, JSON.stringify(input));
  if (status !== 0) throw new Error(`the SAM transform refuses a template:\n${stderr}`);
  return JSON.parse(stdout) as object[];
}
