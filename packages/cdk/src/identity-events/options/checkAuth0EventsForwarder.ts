import { knownKeys, matching } from '../../options/must.ts';
import type { Auth0EventsForwarderOptions } from './Auth0EventsForwarderOptions.ts';
import { checkBus, checkCodes, checkTopic } from './checkPipeline.ts';

export interface CheckedForwarder {
  eventBusName: string;
  dataRegion: string;
  to: string;
  /** Empty: all. */
  codes: string[];
  topicArn: string | undefined;
}

/**
 * Fills in the defaults.
 * @throws OptionError naming the option and the fix
 */
export function checkAuth0EventsForwarder(options: Auth0EventsForwarderOptions): CheckedForwarder {
  knownKeys(options, 'options', ['eventBusName', 'dataRegion', 'to', 'codes', 'topicArn']);
  const { eventBusName, dataRegion, to = 'auth0-events', codes = [], topicArn } = options;
  checkBus(eventBusName, 'eventBusName');
  matching(dataRegion, 'dataRegion', /^[a-z]{2}(-[a-z]+)+-\d$/, "a region: 'eu-central-1'");
  matching(to, 'to', /^[a-z][a-z0-9-]{0,39}$/, 'the name of the pipeline that it sends to', 'known');
  checkCodes(codes, 'codes');
  checkTopic(topicArn, 'topicArn');
  return { eventBusName, dataRegion, to, codes, topicArn };
}
