/** Whether the text is known now: what the CDK learns only when it deploys is a token, and cannot be checked. */
export function isLiteral(text: string): boolean {
  return !text.includes('${Token[');
}
