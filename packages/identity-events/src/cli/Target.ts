/** Where the sample events go. */
export type Target =
  | { kind: 'function'; arn: string; region: string }
  | { kind: 'queue'; url: string; region: string | undefined }
  | { kind: 'folder'; path: string };

/** A function by its ARN, a queue by its URL; anything else is a folder. */
export function parseTarget(text: string): Target {
  const [, region] = /^arn:aws[\w-]*:lambda:([\w-]+):\d{12}:function:[\w-]+(?::[\w$-]+)?$/.exec(text) ?? [];
  if (region !== undefined) return { kind: 'function', arn: text, region };
  if (text.startsWith('arn:')) {
    throw new Error(`--to "${text}" is no ARN of a Lambda function. A queue goes by its URL: https://sqs.….`);
  }
  if (/^https?:\/\//.test(text)) {
    return { kind: 'queue', url: text, region: /^https:\/\/sqs\.([\w-]+)\.amazonaws\./.exec(text)?.[1] };
  }
  return { kind: 'folder', path: text };
}
