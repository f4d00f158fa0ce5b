import { ConsoleError } from '../errors/ConsoleError.ts';
import type { CloudFormationTemplate, TemplateParameter } from './CloudFormationTemplate.ts';

/** The value of each parameter: as given, or its default. Throws `ConsoleError` for one the template does not allow. */
export function parameterValues(
  { Parameters = {} }: CloudFormationTemplate,
  given: Record<string, string>,
): Record<string, string | string[]> {
  const unknown = Object.keys(given).find((name) => !(name in Parameters));
  if (unknown !== undefined) {
    const known = Object.keys(Parameters).join(', ') || 'none';
    throw new ConsoleError(`templateParameters.${unknown}`, `unknown; the template takes ${known}.`);
  }
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, parameter]) => [name, valueOf(name, parameter, given[name])]),
  );
}

function valueOf(name: string, parameter: TemplateParameter, given: string | undefined): string | string[] {
  const { Type = 'String', Default } = parameter;
  const value = given ?? Default;
  const option = `templateParameters.${name}`;
  if (value === undefined) throw new ConsoleError(option, 'missing; the template has no default for it.');
  const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<');
  const items = isList
    ? String(value)
        .split(',')
        .map((each) => each.trim())
    : [String(value)];
  for (const item of items) checkItem(option, item, parameter);
  return isList ? items : items[0]!;
}

function checkItem(option: string, item: string, parameter: TemplateParameter): void {
  const { AllowedValues, AllowedPattern, ConstraintDescription } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(item)) {
    throw new ConsoleError(option, `"${item}" given; it must be ${AllowedValues.join(' or ')}.`);
  }
  // CloudFormation matches a pattern against the whole value.
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(item)) {
    throw new ConsoleError(option, `"${item}" given; it must be ${ConstraintDescription ?? `like ${AllowedPattern}`}.`);
  }
}
