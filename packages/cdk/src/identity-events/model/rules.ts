import { getAtt, ref, type Json } from '../../model/intrinsics.ts';
import type { CodeRules } from './codes.ts';
import type { IdentityResource, IdentityResources } from './IdentityTemplate.ts';

/** A partner event bus has the name of its event source. */
const source = (busName: string): Json => [busName];

/** Log events of these codes. */
export const logPattern = (busName: string, codes: readonly string[]): Json => ({
  source: source(busName),
  detail: { data: { type: [...codes] } },
});

/** Auth0 documents the event, and not how it lies in EventBridge's envelope: its type is looked for at both places. */
export const streamPattern = (busName: string, types: readonly string[]): Json => ({
  source: source(busName),
  $or: [{ detail: { type: [...types] } }, { 'detail-type': [...types] }],
});

interface Bus {
  /** Name of the partner event bus. */
  busName: string;
  /** The rules are on a bus of our own here, and the partner bus is elsewhere. */
  forwarded: boolean;
}

/** Rules by logical id, one for each kind. */
export function codeRules(bus: Bus, rules: CodeRules, moreCodes: readonly string[]): IdentityResources {
  const all: CodeRules = { ...rules, ...(moreCodes.length > 0 && { More: moreCodes }) };
  return Object.fromEntries(
    Object.entries(all).map(([kind, codes]) => [
      `${kind}Rule`,
      rule(
        bus,
        `Auth0 log events ${kind === 'More' ? 'of more codes' : codes.join(', ')}`,
        logPattern(bus.busName, codes),
      ),
    ]),
  );
}

export function rule({ busName, forwarded }: Bus, description: string, pattern: Json): IdentityResource {
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Description: description,
      EventBusName: forwarded ? ref('EventBus') : busName,
      EventPattern: pattern,
      State: 'ENABLED',
      // The whole envelope: no input transformer.
      Targets: [
        {
          Id: 'Queue',
          Arn: getAtt('Queue', 'Arn'),
          DeadLetterConfig: { Arn: getAtt('DeadLetterQueue', 'Arn') },
        },
      ],
    },
  };
}

/** The bus that a forwarder of another region sends to. The account's own roles need no policy on it. */
export const eventBus = (name: string): IdentityResource => ({
  Type: 'AWS::Events::EventBus',
  Properties: { Name: name, Description: 'Auth0 events from another region' },
});
