import { parseArgs } from 'node:util';

/** The flags of all commands, as they were given. */
export function parseFlags(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      options: { type: 'string' },
      name: { type: 'string' },
      domain: { type: 'string', multiple: true },
      'user-pool-id': { type: 'string' },
      'user-pool-client-id': { type: 'string', multiple: true },
      issuer: { type: 'string' },
      'client-id': { type: 'string', multiple: true },
      'provider-arn': { type: 'string' },
      'existing-identity-pool-id': { type: 'string' },
      'guest-role-arn': { type: 'string' },
      'authenticated-role-arn': { type: 'string' },
      unsigned: { type: 'boolean' },
      alias: { type: 'string' },
      lock: { type: 'boolean' },
      'cw-logs': { type: 'boolean' },
      'no-custom-events': { type: 'boolean' },
      'sample-rate': { type: 'string' },
      telemetries: { type: 'string' },
      'no-cookies': { type: 'boolean' },
      xray: { type: 'boolean' },
      'source-maps': { type: 'string' },
      dashboard: { type: 'boolean' },
      'audit-trail': { type: 'boolean' },
      'audit-guests': { type: 'boolean' },
      'audit-days': { type: 'string' },
      'audit-database': { type: 'string' },
      blocked: { type: 'string', multiple: true },
      'alarm-above': { type: 'string' },
      'alarm-topic': { type: 'string' },
      format: { type: 'string' },
      region: { type: 'string' },
      account: { type: 'string' },
      'identity-pool-id': { type: 'string' },
      file: { type: 'string' },
      output: { type: 'string' },
      csp: { type: 'boolean' },
      version: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

export type Flags = ReturnType<typeof parseFlags>['values'];
