/** Whether the text is known now. A CDK token is known only at deployment and cannot be checked. */
export function isLiteral(text: string): boolean {
  return !text.includes('${Token[');
}
