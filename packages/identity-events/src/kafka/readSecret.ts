import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KafkaError } from '../model/KafkaError.ts';

/**
 * Fields of a secret that is a JSON object of texts, read anew for every connection: it may have been rotated.
 *
 * @throws KafkaError without the secret in it
 */
export async function readSecret<K extends string>(
  client: SecretsManagerClient,
  id: string,
  fields: readonly K[],
): Promise<Record<K, string>> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id })).catch((error: unknown) => {
    throw new KafkaError(
      `The secret ${id} cannot be read (${(error as Error).name}). Let the function read it, and its key.`,
      error,
      false,
    );
  });
  const values = parsed(SecretString);
  const missing = fields.filter((field) => typeof values[field] !== 'string' || values[field] === '');
  if (missing.length > 0) {
    throw new KafkaError(
      `The secret ${id} has no ${missing.join(' and no ')}. It must be a JSON object: {${fields.map((field) => `"${field}": "…"`).join(', ')}}.`,
      undefined,
      false,
    );
  }
  return values as Record<K, string>;
}

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
