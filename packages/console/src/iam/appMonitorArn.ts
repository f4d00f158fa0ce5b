/** The ARN that policies name: it ends in the app monitor's name, not its id. */
export const appMonitorArn = (region: string, account: string, name: string): string =>
  `arn:aws:rum:${region}:${account}:appmonitor/${name}`;
