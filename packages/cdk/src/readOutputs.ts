import { OptionError } from './OptionError.ts';

/** The outputs of a deployed stack that a web app needs, and `npx @dual-rum/cdk block`. */
export interface DeployedOutputs {
  /** What `createDualRum` takes, but for `applicationVersion` and `auth`. */
  clientConfig: object;
  /** What to add to the page's Content-Security-Policy. */
  contentSecurityPolicy: string | undefined;
  /** Name of the role of signed-in users. Undefined for a stack that was deployed before there was this output. */
  authenticatedRoleName: string | undefined;
  /** Who signs users in, as the identity pool names them: `cognito-idp.<region>.amazonaws.com/<id>`, or the ARN of an OIDC provider. */
  loginProviders: string[];
}

/**
 * Finds the client config in what `aws cloudformation describe-stacks` or `terraform output -json` prints.
 *
 * @param outputKey the output to take, when there are several
 * @throws OptionError when there is none, or several to choose from
 * @example
 * const { clientConfig } = readOutputs(JSON.parse(readFileSync('stack.json', 'utf8')));
 * writeFileSync('src/rum.config.json', JSON.stringify(clientConfig));
 */
export function readOutputs(printed: unknown, outputKey?: string): DeployedOutputs {
  const outputs = outputsOf(printed);
  const found = Object.keys(outputs).filter((key) =>
    outputKey === undefined ? /(ClientConfig([0-9A-F]{8})?|client_config)$/.test(key) : key === outputKey,
  );
  const [key] = found;
  if (key === undefined) {
    const known = Object.keys(outputs).join(', ') || 'none';
    throw new OptionError(
      outputKey === undefined ? 'outputs' : '--output',
      `there is no ${outputKey ?? 'ClientConfig'} among the outputs (${known}); give those of a stack that this package deployed`,
    );
  }
  if (found.length > 1) throw new OptionError('--output', `missing; there are ${found.join(', ')}: say which`);
  const beside = (name: string): string | undefined => outputBeside(key, name, outputs);
  return {
    clientConfig: clientConfigOf(key, outputs[key]!),
    contentSecurityPolicy: beside('ContentSecurityPolicy'),
    authenticatedRoleName: beside('AuthenticatedRoleName'),
    loginProviders: beside('LoginProviders')?.split(',').filter(Boolean) ?? [],
  };
}

function clientConfigOf(key: string, text: string): object {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (cause) {
    throw new OptionError(key, `"${text}" is not JSON; deploy the stack again`, { cause });
  }
  if (typeof config === 'object' && config !== null && 'guest' in config && 'authenticated' in config) return config;
  throw new OptionError(key, `${text} names no guest and authenticated app monitor; take another output`);
}

/** Another output of the same construct, which has the same prefix in its key; Terraform writes its name with underscores. */
function outputBeside(key: string, name: string, outputs: Record<string, string>): string | undefined {
  const form = new RegExp(`^(${name}([0-9A-F]{8})?|${name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase()})$`);
  const prefix = key.replace(/(ClientConfig([0-9A-F]{8})?|client_config)$/, '');
  const beside = Object.keys(outputs).find(
    (other) => other.startsWith(prefix) && form.test(other.slice(prefix.length)),
  );
  return beside === undefined ? undefined : outputs[beside];
}

function outputsOf(printed: unknown): Record<string, string> {
  if (typeof printed === 'object' && printed !== null) {
    const { Stacks } = printed as { Stacks?: { Outputs?: { OutputKey: string; OutputValue: string }[] }[] };
    if (Array.isArray(Stacks)) {
      const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
      return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    }
    const entries = Object.entries(printed as Record<string, { value?: unknown } | null>);
    return Object.fromEntries(
      entries.flatMap(([key, output]) => (typeof output?.value === 'string' ? [[key, output.value]] : [])),
    );
  }
  throw new OptionError(
    'outputs',
    'it must be what "aws cloudformation describe-stacks" or "terraform output -json" prints',
  );
}
