import { validation } from '../errors/AwsError.ts';

/** Query parameters, decoded; a repeated one keeps all its values. `+` stays a plus, as SigV4 reads it. */
export function parseQuery(raw: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const pair of raw.split('&').filter((part) => part !== '')) {
    const at = pair.indexOf('=');
    const key = decode(at < 0 ? pair : pair.slice(0, at));
    const values = parameters.get(key) ?? [];
    values.push(at < 0 ? '' : decode(pair.slice(at + 1)));
    parameters.set(key, values);
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw validation(`The query contains "${text}", which is not valid percent-encoding.`);
  }
}
