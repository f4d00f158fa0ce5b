import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import type { TerraformValues } from './canonical.ts';

export const moduleFolder = resolve(import.meta.dirname, '../../../packages/cdk/terraform');

/** Undefined where Terraform is not installed. */
export function terraformVersion(): string | undefined {
  const { status, stdout } = spawnSync('terraform', ['version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

export function terraform(args: string[], cwd: string): string {
  return execFileSync('terraform', [...args, '-no-color'], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Block = Record<string, Json>;

/** What AWS would answer, in the words of canonical.ts. */
const COMPUTED: Record<string, (name: string) => string> = {
  'aws_cognito_identity_pool.id': () => 'the pool',
  'aws_iam_role.name': (name) => (name === 'guest' ? 'the guest role' : 'the signed-in role'),
  'aws_iam_role.arn': (name) =>
    `arn:aws:iam::123456789012:role/${name === 'guest' ? 'the guest role' : 'the signed-in role'}`,
  'aws_iam_openid_connect_provider.arn': () => 'arn:aws:iam::123456789012:oidc-provider/my-shop.eu.auth0.com',
  'aws_s3_bucket.id': () => 'the bucket',
  'aws_s3_bucket.arn': () => 'arn:aws:s3:::the bucket',
  'aws_glue_catalog_database.name': () => 'dual_rum_audit',
  'aws_rum_app_monitor.app_monitor_id': (name) =>
    `id of Shop_${name === 'guest' ? 'Unauthenticated' : 'Authenticated'}`,
  'awscc_rum_app_monitor.app_monitor_id': (name) =>
    `id of Shop_${name === 'guest' ? 'Unauthenticated' : 'Authenticated'}`,
};
const DATA: Record<string, string> = {
  'data.aws_caller_identity.current.account_id': '"123456789012"',
  'data.aws_partition.current.partition': '"aws"',
  'data.aws_region.current.region': '"us-east-1"',
};

const REFERENCE = /\b((?:aws|awscc)_\w+)\.(\w+)(\[0\]|\[\*\])\.(\w+)/g;
const dataName = (type: string, name: string): string => `${type}__${name}`;

/** Expressions with the providers' resources replaced: as many instances, with the attributes AWS would have made. */
function replaceReferences(text: string): string {
  const withoutData = text.replace(/\bdata\.aws_\w+\.\w+\.\w+/g, (found) => {
    const value = DATA[found];
    if (value === undefined) throw new Error(`no stand-in for ${found}`);
    return value;
  });
  return withoutData.replace(REFERENCE, (found, type: string, name: string, index: string, attribute: string) => {
    const value = COMPUTED[`${type}.${attribute}`];
    if (!value) throw new Error(`no stand-in for ${found}`);
    const list = `[for each in terraform_data.${dataName(type, name)} : "${value(name)}"]`;
    return index === '[0]' ? `${list}[0]` : list;
  });
}

function mapStrings(value: Json, map: (text: string) => string): Json {
  if (typeof value === 'string') return map(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => mapStrings(each, map));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapStrings(each, map)]));
}

/** The source of an expression that hcl2json has as a template text. */
function expression(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const whole = /^\$\{(.*)\}$/s.exec(value)?.[1];
  return whole !== undefined && !whole.includes('${') ? whole : `"${value}"`;
}

/** A resource's arguments as one value: a dynamic block is a list made with `for`. */
function argumentsOf({ count: _, lifecycle: __, depends_on: ___, dynamic, ...rest }: Block): Json {
  const blocks = Object.entries((dynamic ?? {}) as Record<string, [{ for_each: Json; content: [Block] }]>).map(
    ([name, [{ for_each, content }]]): [string, Json] => {
      const fields = Object.entries(content[0]).map(([key, value]) => `${key} = ${expression(value)}`);
      const items = `[for each in ${expression(for_each)} : { value = each }]`;
      return [name, `\${[for ${name} in ${items} : { ${fields.join(', ')} }]}`];
    },
  );
  return { ...rest, ...Object.fromEntries(blocks) };
}

/**
 * The module with its provider's resources turned into `terraform_data`, which is built into Terraform: the expressions,
 * conditions and validations are the module's own and evaluated by Terraform itself, with no provider to download.
 */
export async function withoutProviders(target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  const resources: Record<string, Block> = {};
  const lists: string[] = [];
  for (const file of readdirSync(moduleFolder).filter((name) => name.endsWith('.tf') && name !== 'versions.tf')) {
    if (!/\b(aws|awscc)_/.test(readFileSync(join(moduleFolder, file), 'utf8'))) {
      cpSync(join(moduleFolder, file), join(target, file));
      continue;
    }
    const parsed = (await parse(file, readFileSync(join(moduleFolder, file), 'utf8'))) as Record<string, Json>;
    const { resource = {}, data: _, ...rest } = parsed;
    for (const [type, named] of Object.entries(resource as Record<string, Record<string, [Block]>>)) {
      for (const [name, [block]] of Object.entries(named)) {
        const { count, lifecycle } = block;
        resources[dataName(type, name)] = {
          ...(count !== undefined && { count }),
          ...(lifecycle !== undefined && { lifecycle }),
          input: argumentsOf(block),
        };
        const instances = `terraform_data.${dataName(type, name)}`;
        lists.push(
          `"${type}.${name}" = ${count === undefined ? `[${instances}.input]` : `[for each in ${instances} : each.input]`}`,
        );
      }
    }
    writeFileSync(join(target, `${file}.json`), JSON.stringify(mapStrings(rest, replaceReferences), null, 2));
  }
  writeFileSync(
    join(target, 'resources.tf.json'),
    JSON.stringify({ resource: { terraform_data: mapStrings(resources, replaceReferences) } }, null, 2),
  );
  writeFileSync(join(target, 'all.tf'), `output "resources" {\n  value = {\n    ${lists.join('\n    ')}\n  }\n}\n`);
  cpSync(join(moduleFolder, 'tests'), join(target, 'tests'), { recursive: true });
  for (const test of readdirSync(join(target, 'tests'))) {
    const path = join(target, 'tests', test);
    const text = readFileSync(path, 'utf8').replace(/^mock_provider .*$/gm, '');
    writeFileSync(
      path,
      text.replace(
        /\b((?:aws|awscc)_\w+)\.(\w+)/g,
        (_, type: string, name: string) => `terraform_data.${dataName(type, name)}`,
      ),
    );
  }
}

/** What the module makes of each set of variables, in one run of Terraform. */
export async function applyAll(folder: string, variables: Record<string, unknown>[]): Promise<TerraformValues[]> {
  await withoutProviders(join(folder, 'module'));
  const name = (i: number): string => `case_${i}`;
  const module = Object.fromEntries(variables.map((each, i) => [name(i), { source: './module', ...each }]));
  const output = Object.fromEntries(variables.map((_, i) => [name(i), { value: `\${module.${name(i)}}` }]));
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ module, output }));
  terraform(['init', '-backend=false'], folder);
  terraform(['apply', '-auto-approve', '-state=state.json'], folder);
  const outputs = JSON.parse(terraform(['output', '-json', '-state=state.json'], folder)) as Record<
    string,
    { value: { resources: TerraformValues['resources'] } & Record<string, unknown> }
  >;
  return variables.map((_, i) => {
    const { resources, ...rest } = outputs[name(i)]!.value;
    return { resources, outputs: rest };
  });
}
