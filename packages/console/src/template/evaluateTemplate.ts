import { ConsoleError } from '../errors/ConsoleError.ts';
import type { CloudFormationTemplate, TemplateRule } from './CloudFormationTemplate.ts';
import { createAttributes, type Attributes } from './createAttributes.ts';
import { createEvaluate, noValue, type Evaluate } from './createEvaluate.ts';
import { parameterValues } from './parameterValues.ts';

export interface EvaluatedResource {
  type: string;
  properties: Record<string, unknown>;
}

export interface EvaluatedTemplate {
  /** By logical id, without those whose condition does not hold. */
  resources: Record<string, EvaluatedResource>;
  outputs: Record<string, unknown>;
  attribute: Attributes;
}

interface Deployment {
  region: string;
  account: string;
  parameters: Record<string, string>;
  /** Makes the ids that AWS would make, of logical ids. */
  uuid: (name: string) => string;
}

/** What a deployment would make of a template: conditions decided, references filled in, texts put together. */
export function evaluateTemplate(template: CloudFormationTemplate, deployment: Deployment): EvaluatedTemplate {
  const { region, account, uuid } = deployment;
  const named: Record<string, unknown> = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': 'dual-rum',
    'AWS::NoValue': noValue,
    ...parameterValues(template, deployment.parameters),
  };
  const condition = (name: string): boolean => {
    const found = template.Conditions?.[name];
    if (found === undefined) throw new ConsoleError('template', `it has no condition "${name}".`);
    return evaluate.truth(found);
  };
  const attribute = createAttributes({
    resources: template.Resources,
    region,
    account,
    uuid,
    evaluate: (value) => evaluate.value(value),
  });
  const evaluate: Evaluate = createEvaluate({
    ref: (name) => (Object.hasOwn(named, name) ? named[name] : attribute(name, 'Ref')),
    attribute,
    condition,
  });
  const present = <T extends { Condition?: string }>(items: Record<string, T> = {}): [string, T][] =>
    Object.entries(items).filter(([, { Condition }]) => Condition === undefined || condition(Condition));

  checkRules(Object.values(template.Rules ?? {}), evaluate);
  return {
    resources: Object.fromEntries(
      present(template.Resources).map(([logicalId, { Type, Properties = {} }]) => [
        logicalId,
        { type: Type, properties: evaluate.value(Properties) as Record<string, unknown> },
      ]),
    ),
    outputs: Object.fromEntries(present(template.Outputs).map(([name, { Value }]) => [name, evaluate.value(Value)])),
    attribute,
  };
}

function checkRules(rules: TemplateRule[], evaluate: Evaluate): void {
  for (const { RuleCondition, Assertions } of rules) {
    if (RuleCondition !== undefined && !evaluate.truth(RuleCondition)) continue;
    const broken = Assertions.find(({ Assert }) => !evaluate.truth(Assert));
    if (broken) throw new ConsoleError('templateParameters', `${broken.AssertDescription ?? 'a rule is broken'}.`);
  }
}
