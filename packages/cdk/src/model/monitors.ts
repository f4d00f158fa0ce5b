import type { CheckedOptions } from '../options/checkOptions.ts';
import { jsonText, type Json } from './intrinsics.ts';
import { allowUnsigned, denyOthers, monitorName, type Kind } from './policies.ts';
import type { Resource } from './Template.ts';

/** The two app monitors; `authenticatedRoleArn` is the role that the lock lets in. */
export function monitors(options: CheckedOptions, authenticatedRoleArn: Json): Record<string, Resource> {
  const { name, guests, lockAuthenticated } = options;
  return {
    GuestMonitor: monitor(options, 'guest', guests.kind === 'unsigned' ? allowUnsigned(name, guests.alias) : undefined),
    AuthenticatedMonitor: monitor(
      options,
      'authenticated',
      lockAuthenticated ? denyOthers(name, authenticatedRoleArn) : undefined,
    ),
  };
}

function monitor(options: CheckedOptions, kind: Kind, policy: Json | undefined): Resource {
  const { allowCookies, cwLogs, customEvents, domains, name, sampleRate, sourceMaps, telemetries, xray } = options;
  return {
    Type: 'AWS::RUM::AppMonitor',
    Properties: {
      Name: monitorName(name, kind),
      DomainList: domains,
      CwLogEnabled: cwLogs,
      CustomEvents: { Status: customEvents ? 'ENABLED' : 'DISABLED' },
      // No GuestRoleArn: with one the web client uses Cognito's classic flow, which the pool refuses.
      AppMonitorConfiguration: {
        AllowCookies: allowCookies,
        EnableXRay: xray,
        SessionSampleRate: sampleRate,
        Telemetries: telemetries,
      },
      ...(sourceMaps !== undefined && {
        DeobfuscationConfiguration: { JavaScriptSourceMaps: { Status: 'ENABLED', S3Uri: sourceMaps } },
      }),
      ...(policy !== undefined && { ResourcePolicy: { PolicyDocument: jsonText(policy) } }),
    },
  };
}
