import { ConsoleError } from '../errors/ConsoleError.ts';
import type { CloudFormationTemplate, TemplateParameter } from './readTemplate.ts';

export interface EvaluatedResource {
  type: string;
  properties: Record<string, unknown>;
}

export interface EvaluatedTemplate {
  /** By logical id, without those whose condition does not hold. */
  resources: Record<string, EvaluatedResource>;
  outputs: Record<string, unknown>;
  /** What `Fn::GetAtt` gives, or with `Ref` what that does. */
  attribute: (logicalId: string, attribute: string) => string;
}

interface Surroundings {
  region: string;
  account: string;
  parameters: Record<string, string>;
  /** Makes the ids that AWS would. */
  uuid: () => string;
}

type Functions = Record<string, (argument: unknown) => unknown>;

/** What a property that is to be left out evaluates to. */
const NO_VALUE = Symbol('AWS::NoValue');

/** What a deployment would make of a template: conditions decided, references and texts filled in. */
export function evaluateTemplate(template: CloudFormationTemplate, around: Surroundings): EvaluatedTemplate {
  const { region, account } = around;
  const attributes = new Map<string, string>();
  const pseudo: Record<string, unknown> = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': 'dual-rum',
    'AWS::NoValue': NO_VALUE,
  };
  const parameters = parametersOf(template, around.parameters);

  const made = (logicalId: string, attribute: string): string => {
    const key = `${logicalId}.${attribute}`;
    const known = attributes.get(key) ?? attributeOf(logicalId, attribute);
    attributes.set(key, known);
    return known;
  };
  const attributeOf = (logicalId: string, attribute: string): string => {
    const resource = template.Resources[logicalId];
    if (!resource) throw new ConsoleError('template', `something refers to "${logicalId}", which it does not have.`);
    const named = (property: string): string => {
      const given = resource.Properties?.[property];
      return given === undefined ? logicalId : String(evaluate(given));
    };
    switch (`${resource.Type} ${attribute}`) {
      case 'AWS::RUM::AppMonitor Ref':
        return named('Name');
      case 'AWS::RUM::AppMonitor Id':
        return around.uuid();
      case 'AWS::Cognito::IdentityPool Ref':
        return `${region}:${around.uuid()}`;
      case 'AWS::Cognito::UserPool Ref':
        return `${region}_${logicalId}`;
      case 'AWS::IAM::Role Ref':
        return named('RoleName');
      case 'AWS::IAM::Role Arn':
        return `arn:aws:iam::${account}:role/${named('RoleName')}`;
      case 'AWS::IAM::OIDCProvider Ref':
      case 'AWS::IAM::OIDCProvider Arn':
        return `arn:aws:iam::${account}:oidc-provider/${named('Url').replace(/^https:\/\//, '')}`;
      default:
        // Of no concern to what is stood in for: whatever it is, it is the same each time.
        return attribute === 'Ref' ? logicalId : `${logicalId}.${attribute}`;
    }
  };
  const valueOf = (name: string): unknown => {
    if (name in pseudo) return pseudo[name];
    if (name in parameters) return parameters[name];
    return made(name, 'Ref');
  };
  const holds = (name: string): boolean => {
    const condition = template.Conditions?.[name];
    if (condition === undefined) throw new ConsoleError('template', `it has no condition "${name}".`);
    return truth(condition);
  };
  const truth = (condition: unknown): boolean => {
    const value = evaluate(condition);
    if (typeof value !== 'boolean') throw unsupported(condition);
    return value;
  };
  const list = (value: unknown): unknown[] => {
    const items = evaluate(value);
    if (!Array.isArray(items)) throw unsupported(value);
    return items as unknown[];
  };
  const functions: Functions = {
    Ref: (name) => valueOf(String(name)),
    Condition: (name) => holds(String(name)),
    'Fn::GetAtt': (argument) => {
      const [logicalId = '', ...attribute] =
        typeof argument === 'string' ? argument.split('.') : (argument as string[]);
      return made(logicalId, attribute.join('.'));
    },
    'Fn::Sub': (argument) => {
      const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [
        string,
        Record<string, unknown>,
      ];
      return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
        if (literal) return `\${${name}}`;
        if (name in variables) return String(evaluate(variables[name]));
        const [logicalId = '', ...attribute] = name.split('.');
        return String(attribute.length > 0 ? made(logicalId, attribute.join('.')) : valueOf(name));
      });
    },
    'Fn::Join': (argument) => {
      const [separator, items] = argument as [string, unknown];
      return list(items).join(separator);
    },
    'Fn::Split': (argument) => {
      const [separator, text] = argument as [string, unknown];
      return String(evaluate(text)).split(separator);
    },
    'Fn::Select': (argument) => {
      const [index, items] = argument as [unknown, unknown];
      return list(items)[Number(evaluate(index))];
    },
    'Fn::If': (argument) => {
      const [name, yes, no] = argument as [string, unknown, unknown];
      return evaluate(holds(name) ? yes : no);
    },
    'Fn::Equals': (argument) => {
      const [one, other] = (argument as unknown[]).map((each) => String(evaluate(each)));
      return one === other;
    },
    'Fn::Contains': (argument) => {
      const [items, value] = argument as [unknown, unknown];
      return list(items).includes(evaluate(value));
    },
    'Fn::Not': (argument) => !truth((argument as unknown[])[0]),
    'Fn::And': (argument) => (argument as unknown[]).every(truth),
    'Fn::Or': (argument) => (argument as unknown[]).some(truth),
  };
  const evaluate = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(evaluate).filter((each) => each !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [key = '', argument] = entries[0] ?? [];
    if (entries.length === 1 && functions[key] && !(key === 'Condition' && typeof argument !== 'string')) {
      return functions[key](argument);
    }
    if (entries.length === 1 && key.startsWith('Fn::')) throw unsupported(value);
    return Object.fromEntries(
      entries.map(([name, each]) => [name, evaluate(each)]).filter(([, each]) => each !== NO_VALUE),
    );
  };
  const present = <T extends { Condition?: string }>(items: Record<string, T> = {}): [string, T][] =>
    Object.entries(items).filter(([, { Condition }]) => Condition === undefined || holds(Condition));

  for (const { RuleCondition, Assertions } of Object.values(template.Rules ?? {})) {
    if (RuleCondition !== undefined && !truth(RuleCondition)) continue;
    const broken = Assertions.find(({ Assert }) => !truth(Assert));
    if (broken) throw new ConsoleError('templateParameters', `${broken.AssertDescription ?? 'a rule is broken'}.`);
  }

  return {
    resources: Object.fromEntries(
      present(template.Resources).map(([logicalId, { Type, Properties = {} }]) => [
        logicalId,
        { type: Type, properties: evaluate(Properties) as Record<string, unknown> },
      ]),
    ),
    outputs: Object.fromEntries(present(template.Outputs).map(([name, { Value }]) => [name, evaluate(Value)])),
    attribute: made,
  };
}

function parametersOf(
  { Parameters = {} }: CloudFormationTemplate,
  given: Record<string, string>,
): Record<string, unknown> {
  const unknown = Object.keys(given).find((name) => !(name in Parameters));
  if (unknown !== undefined) {
    const known = Object.keys(Parameters).join(', ') || 'none';
    throw new ConsoleError(`templateParameters.${unknown}`, `unknown; the template takes ${known}.`);
  }
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, parameter]) => [name, valueOfParameter(name, parameter, given[name])]),
  );
}

function valueOfParameter(name: string, parameter: TemplateParameter, given: string | undefined): string | string[] {
  const { Type = 'String', Default, AllowedValues, AllowedPattern, ConstraintDescription } = parameter;
  const value = given ?? Default;
  const option = `templateParameters.${name}`;
  if (value === undefined) throw new ConsoleError(option, 'missing; the template has no default for it.');
  const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<');
  const items = isList
    ? String(value)
        .split(',')
        .map((each) => each.trim())
    : [String(value)];
  for (const item of items) {
    if (AllowedValues && !AllowedValues.map(String).includes(item)) {
      throw new ConsoleError(option, `"${item}" given; it must be ${AllowedValues.join(' or ')}.`);
    }
    if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(item)) {
      throw new ConsoleError(
        option,
        `"${item}" given; it must be ${ConstraintDescription ?? `like ${AllowedPattern}`}.`,
      );
    }
  }
  return isList ? items : items[0]!;
}

const unsupported = (value: unknown): ConsoleError =>
  new ConsoleError('template', `${JSON.stringify(value)} is not evaluated here; write the value itself.`);
