/** Throws an error that names the option and the fix, unless the option is `sound`. */
export function requireOption(sound: unknown, option: string, value: unknown, fix: string): void {
  if (sound) return;
  const is = typeof value === 'object' ? JSON.stringify(value) : String(value);
  throw new Error(`createDualRum: ${option} is ${is}. ${fix}`);
}

/** Throws unless the option is a URL or left out. */
export function requireUrl(option: string, url: string | undefined): void {
  try {
    // Not `URL.canParse`, which browsers have only since 2023.
    if (url !== undefined) new URL(url);
  } catch {
    requireOption(false, option, url, 'Give a URL, https://…');
  }
}

/** What to do where only aws-rum-web's full client will do. */
export const PASS_FULL_CLIENT = "Pass client: AwsRum of 'aws-rum-web'.";

export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
