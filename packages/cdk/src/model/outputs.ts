import type { IdentityModel } from './identity.ts';
import type { CheckedOptions } from '../options/checkOptions.ts';
import { getAtt, jsonText, ref, sub } from './intrinsics.ts';
import type { Output } from './Template.ts';

/** What the web app needs to know, all of it public; and what `npx @dual-rum/cdk block` does. */
export function outputs(
  options: CheckedOptions,
  { identityPoolId, authenticatedRoleName, loginProviders }: IdentityModel,
): Record<string, Output> {
  const { guests, telemetries, sampleRate, allowCookies, xray } = options;
  const guestId = getAtt('GuestMonitor', 'Id');
  const authenticatedId = getAtt('AuthenticatedMonitor', 'Id');
  return {
    GuestMonitorId: { Description: 'App monitor of guests', Value: guestId },
    AuthenticatedMonitorId: { Description: 'App monitor of signed-in users', Value: authenticatedId },
    IdentityPoolId: { Description: 'Identity pool', Value: identityPoolId },
    ClientConfig: {
      Description: 'What createDualRum of @dual-rum/browser takes, but for applicationVersion and auth',
      Value: jsonText({
        region: sub('${AWS::Region}'),
        guest:
          guests.kind === 'unsigned'
            ? { appMonitorId: guestId, signing: false, alias: guests.alias }
            : { appMonitorId: guestId, identityPoolId },
        authenticated: { appMonitorId: authenticatedId, identityPoolId },
        config: { telemetries, sessionSampleRate: sampleRate, allowCookies, ...(xray && { enableXRay: true }) },
      }),
    },
    AuthenticatedRoleName: { Description: 'Role of signed-in users', Value: authenticatedRoleName },
    ...(loginProviders.length > 0 && {
      LoginProviders: {
        Description: 'Who signs users in, as the identity pool names them, with commas between them',
        Value: loginProviders.length === 1 ? loginProviders[0]! : { 'Fn::Join': [',', loginProviders] },
      },
    }),
    ...(options.auditTrail && {
      TrailBucketName: { Description: 'Bucket of the audit trail', Value: ref('TrailBucket') },
    }),
    ContentSecurityPolicy: {
      Description: "What to add to the connect-src of the page's Content-Security-Policy",
      Value: sub(
        'connect-src https://dataplane.rum.${AWS::Region}.amazonaws.com https://cognito-identity.${AWS::Region}.amazonaws.com',
      ),
    },
  };
}
