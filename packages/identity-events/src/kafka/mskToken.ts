import { fromEnv } from '@aws-sdk/credential-provider-env';
import { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';

/**
 * A token of MSK's IAM authentication, good for 15 minutes: a request to `kafka-cluster:Connect`, signed with the function's own
 * credentials. A new one for every connection.
 */
export async function mskToken(region: string): Promise<string> {
  const { token } = await generateAuthTokenFromCredentialsProvider({ region, awsCredentialsProvider: fromEnv() });
  return token;
}
