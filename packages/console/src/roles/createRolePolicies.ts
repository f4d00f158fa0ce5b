import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { AwsError, validation } from '../errors/AwsError.ts';
import { ConsoleError } from '../errors/ConsoleError.ts';
import type { Exchange, FileReply } from '../http/Exchange.ts';
import { checkPolicy } from '../options/checkPolicy.ts';
import type { Role } from '../settings/Settings.ts';

/** All inline policies of a role together, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_CHARACTERS = 10_240;

/** Whether a request is one of IAM's: its calls are forms, and no other service's here are. */
export const isIamCall = (contentType: string | undefined): boolean =>
  contentType?.startsWith('application/x-www-form-urlencoded') === true;

/**
 * IAM's own calls on the inline policies of the roles, as the AWS SDK makes them: what is put counts from the next request on, also
 * for credentials that are out. Their signature is not looked at, so they are for this machine's programs only.
 *
 * @example AWS_ENDPOINT_URL_IAM=http://127.0.0.1:4567 npx @dual-rum/cdk block alice --role DualRum-Authenticated
 */
export function createRolePolicies(roles: Role[]): (request: Exchange) => FileReply {
  const roleOf = (form: URLSearchParams): Role => {
    const name = required(form, 'RoleName');
    const role = roles.find((each) => each.name === name);
    if (role) return role;
    const known = roles.map((each) => each.name).join(', ') || 'none';
    throw new AwsError(404, 'NoSuchEntity', `The role with name ${name} cannot be found. This console has ${known}.`);
  };
  const operations: Record<string, (form: URLSearchParams) => string> = {
    ListRolePolicies(form) {
      const names = [...roleOf(form).inline.keys()].map((name) => `<member>${escape(name)}</member>`);
      return `<PolicyNames>${names.join('')}</PolicyNames><IsTruncated>false</IsTruncated>`;
    },
    GetRolePolicy(form) {
      const role = roleOf(form);
      const name = required(form, 'PolicyName');
      const document = role.inline.get(name) ?? noPolicy(name);
      // IAM gives a document percent-encoded.
      return [
        `<RoleName>${escape(role.name)}</RoleName><PolicyName>${escape(name)}</PolicyName>`,
        `<PolicyDocument>${escape(encodeURIComponent(JSON.stringify(document)))}</PolicyDocument>`,
      ].join('');
    },
    PutRolePolicy(form) {
      const role = roleOf(form);
      const name = required(form, 'PolicyName');
      const document = parse(required(form, 'PolicyDocument'));
      const all = new Map([...role.inline, [name, document]]);
      const characters = [...all.values()].reduce(
        (sum, each) => sum + JSON.stringify(each).replace(/\s/g, '').length,
        0,
      );
      if (characters > MAX_CHARACTERS) {
        throw new AwsError(
          409,
          'LimitExceeded',
          `Maximum policy size of ${MAX_CHARACTERS} bytes exceeded for role ${role.name}`,
        );
      }
      role.inline.set(name, document);
      return '';
    },
    DeleteRolePolicy(form) {
      const name = required(form, 'PolicyName');
      if (!roleOf(form).inline.delete(name)) noPolicy(name);
      return '';
    },
  };

  return ({ body, bodyError }) => {
    const form = new URLSearchParams(body.toString('utf8'));
    const action = form.get('Action') ?? '';
    try {
      if (bodyError) throw bodyError;
      if (!Object.hasOwn(operations, action)) {
        throw new AwsError(
          400,
          'InvalidAction',
          `"${action}" is not one of ${Object.keys(operations).join(', ')}, which this console knows of IAM.`,
        );
      }
      const result = operations[action]!(form);
      return xml(200, `${action}Response`, `<${action}Result>${result}</${action}Result>${metadata()}`);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const told = `<Error><Type>Sender</Type><Code>${escape(error.type)}</Code><Message>${escape(error.message)}</Message></Error>`;
      return xml(error.status, 'ErrorResponse', `${told}<RequestId>${randomUUID()}</RequestId>`);
    }
  };
}

function noPolicy(name: string): never {
  throw new AwsError(404, 'NoSuchEntity', `The role policy with name ${name} cannot be found.`);
}

function required(form: URLSearchParams, key: string): string {
  const value = form.get(key);
  if (value) return value;
  throw validation(`${key} is missing.`);
}

function parse(text: string): Role['policies'][number] {
  try {
    const document = JSON.parse(text) as unknown;
    checkPolicy(document, 'PolicyDocument', 'identity');
    return document;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof ConsoleError)) throw error;
    throw new AwsError(400, 'MalformedPolicyDocument', error.message);
  }
}

const metadata = (): string => `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;

const xml = (status: number, root: string, content: string): FileReply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  file: Buffer.from(`<${root} xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${content}</${root}>`),
});

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (found) => ESCAPES[found]!);
