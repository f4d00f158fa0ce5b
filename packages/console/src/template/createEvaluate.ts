import { Buffer } from 'node:buffer';
import { ConsoleError } from '../errors/ConsoleError.ts';

interface Deps {
  /** What `Ref` gives for a name: a parameter, a pseudo parameter or a resource. */
  ref: (name: string) => unknown;
  /** What `Fn::GetAtt` gives. */
  attribute: (logicalId: string, attribute: string) => string;
  /** Whether a named condition holds. */
  condition: (name: string) => boolean;
}

export interface Evaluate {
  /** A value with every function in it replaced by its result. */
  value: (value: unknown) => unknown;
  /** The same for a value that must be true or false. */
  truth: (value: unknown) => boolean;
}

/** What `AWS::NoValue` evaluates to: the property that has it is left out. */
export const noValue = Symbol('AWS::NoValue');

/**
 * Evaluates CloudFormation's intrinsic functions; throws `ConsoleError` for those it does not know.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function createEvaluate({ ref, attribute, condition }: Deps): Evaluate {
  const value = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(value).filter((each) => each !== noValue);
    if (typeof given !== 'object' || given === null) return given;
    const entries = Object.entries(given);
    const [key = '', argument] = entries[0] ?? [];
    // In a policy, `Condition` is an object of operators; in a template, the name of a condition.
    const isFunction = Object.hasOwn(functions, key) && !(key === 'Condition' && typeof argument !== 'string');
    if (entries.length === 1 && isFunction) return functions[key]!(argument);
    if (entries.length === 1 && key.startsWith('Fn::')) throw notEvaluated(given);
    return Object.fromEntries(
      entries.map(([name, each]) => [name, value(each)] as const).filter(([, each]) => each !== noValue),
    );
  };
  const truth = (given: unknown): boolean => {
    const found = value(given);
    if (typeof found !== 'boolean') throw notEvaluated(given);
    return found;
  };
  const list = (given: unknown): unknown[] => {
    const items = value(given);
    if (!Array.isArray(items)) throw notEvaluated(given);
    return items as unknown[];
  };
  const substitute = (text: string, variables: Record<string, unknown>): string =>
    text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return String(value(variables[name]));
      const [logicalId = '', ...path] = name.split('.');
      return String(path.length > 0 ? attribute(logicalId, path.join('.')) : ref(name));
    });

  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (name) => ref(String(name)),
    Condition: (name) => condition(String(name)),
    'Fn::GetAtt': (argument) => {
      const [logicalId = '', ...path] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
      return attribute(logicalId, path.join('.'));
    },
    'Fn::Sub': (argument) =>
      Array.isArray(argument)
        ? substitute(argument[0] as string, argument[1] as Record<string, unknown>)
        : substitute(argument as string, {}),
    'Fn::Join': (argument) => {
      const [separator, items] = argument as [string, unknown];
      return list(items).join(separator);
    },
    'Fn::Split': (argument) => {
      const [separator, text] = argument as [string, unknown];
      return String(value(text)).split(separator);
    },
    'Fn::Select': (argument) => {
      const [index, items] = argument as [unknown, unknown];
      return list(items)[Number(value(index))];
    },
    'Fn::If': (argument) => {
      const [name, yes, no] = argument as [string, unknown, unknown];
      return value(condition(name) ? yes : no);
    },
    'Fn::Base64': (argument) => Buffer.from(String(value(argument))).toString('base64'),
    'Fn::Equals': (argument) => {
      const [one, other] = (argument as unknown[]).map((each) => String(value(each)));
      return one === other;
    },
    'Fn::Contains': (argument) => {
      const [items, item] = argument as [unknown, unknown];
      return list(items).includes(value(item));
    },
    'Fn::Not': (argument) => !truth((argument as unknown[])[0]),
    'Fn::And': (argument) => (argument as unknown[]).every(truth),
    'Fn::Or': (argument) => (argument as unknown[]).some(truth),
  };
  return { value, truth };
}

const notEvaluated = (value: unknown): ConsoleError =>
  new ConsoleError('template', `${JSON.stringify(value)} is not evaluated here; write the value itself.`);
