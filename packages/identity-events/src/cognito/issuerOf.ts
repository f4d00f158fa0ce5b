/**
 * Who issues the tokens of a user pool; undefined where the id is no user pool's of AWS. The id has the region in it:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html.
 */
export function issuerOf(userPoolId: string | undefined): string | undefined {
  const [, region] = /^([a-z]{2}(?:-[a-z]+)+-\d)_[0-9A-Za-z]+$/.exec(userPoolId ?? '') ?? [];
  if (region === undefined) return undefined;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://cognito-idp.${region}.${domain}/${userPoolId}`;
}
