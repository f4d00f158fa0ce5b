import type { DualRum } from '@dual-rum/browser';

/** What the scripted page uses of an SDK: the commands that aws-rum-web and Dual RUM share. */
export type Subject = Pick<
  DualRum,
  'recordPageView' | 'recordError' | 'recordEvent' | 'addSessionAttributes' | 'registerDomEvents'
>;

/** What a page is told before it loads. */
export interface Given {
  region: string;
  endpoint: string;
  appMonitors: { plain: string; guest: string; authenticated: string };
  credentials: Record<'plain' | 'guest' | 'authenticated', Credentials>;
  /** A URL that nobody listens at. */
  nowhere: string;
}

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

declare global {
  var given: Given;
  var subject: Subject;
}
