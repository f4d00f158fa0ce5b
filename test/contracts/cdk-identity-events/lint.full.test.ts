import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createAuth0EventsForwarderTemplate,
  createAuth0EventsToS3Template,
  createAuth0UsersToDynamoDbTemplate,
  createCognitoEventsToKafkaTemplate,
  createCognitoUsersToDynamoDbTemplate,
  type IdentityTemplate,
} from '@dual-rum/cdk/identity-events/template';
import { afterAll, describe, expect, it } from 'vitest';
import { unavailable } from '../../support/requireOrSkip.ts';
import { linters, missingPackages, python } from '../../support/python.ts';
import { cognitoUserCases, eventCases, forwarderCases, kafkaCases, userCases } from './cases.ts';
import { samFiles } from './sam.ts';

const folder = mkdtempSync(join(tmpdir(), 'dual-rum-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As `aws cloudformation package` leaves it: the code is uploaded. */
function packaged(template: IdentityTemplate): IdentityTemplate {
  const copy = structuredClone(template);
  for (const { Type, Properties } of Object.values(copy.Resources)) {
    if (Type === 'AWS::Lambda::Function') Properties['Code'] = { S3Bucket: 'code', S3Key: 'function.zip' };
  }
  return copy;
}

function written(template: object, name: string): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(template, null, 2));
  return file;
}

const files = [
  ...eventCases.map(({ options }) => createAuth0EventsToS3Template(options)),
  ...userCases.map(({ options }) => createAuth0UsersToDynamoDbTemplate(options)),
  ...kafkaCases.map(({ options }) => createCognitoEventsToKafkaTemplate(options)),
  ...cognitoUserCases.map(({ options }) => createCognitoUsersToDynamoDbTemplate(options)),
  ...forwarderCases.map(({ options }) => createAuth0EventsForwarderTemplate(options)),
].map((template, i) => written(packaged(template), `case-${i}`));

const LINT = ['-c', 'from cfnlint.runner import main; main()'];
const missing = missingPackages(linters);

describe.skipIf(missing !== undefined && unavailable('cfn-lint', missing))('cfn-lint', () => {
  it('finds nothing wrong with any template', () => {
    const { status, stdout, stderr } = python([...LINT, '--', ...files, ...Object.values(samFiles)], linters);
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  });

  it.each<[string, string, (template: IdentityTemplate) => void, string]>([
    [
      'a resource',
      'a misspelt property',
      ({ Resources }) => (Resources['Queue']!.Properties['DelaySecond'] = 1),
      'DelaySecond',
    ],
    [
      'the analysis',
      'a visual without an id',
      ({ Resources }) => {
        const [sheet] = (Resources['Analysis']!.Properties as never as Analysis).Definition.Sheets;
        delete sheet!.Visuals[0]!.LineChartVisual.VisualId;
      },
      'VisualId',
    ],
  ])('finds in %s %s', (_, __, mutate, message) => {
    const template = packaged(createAuth0EventsToS3Template(eventCases[1]!.options));
    mutate(template);
    const { status, stdout } = python([...LINT, '--', written(template, 'broken')], linters);
    expect(status).not.toBe(0);
    expect(stdout).toContain(message);
  });
});

interface Analysis {
  Definition: { Sheets: { Visuals: { LineChartVisual: { VisualId?: string } }[] }[] };
}
