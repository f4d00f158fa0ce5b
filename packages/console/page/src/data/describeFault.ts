import type { ActiveFault } from '../../../src/faults/createFaults.ts';

type Described = Omit<ActiveFault, 'id' | 'hits'>;

const SERVICES = { rum: 'PutRumEvents', identity: 'the identity pool', issuer: 'the issuer' };

/** What a fault does, in one line: "PutRumEvents answers 429, three more times". */
export function describeFault(fault: Described & { hits?: number }): string {
  const whole = fault as ActiveFault;
  const service = fault.operation ?? SERVICES[fault.target ?? 'rum'];
  const to = fault.monitor === undefined ? '' : ` for ${fault.monitor}`;
  const only = [
    'overBytes' in whole && whole.overBytes !== undefined ? `bodies over ${whole.overBytes} bytes` : '',
    'overEvents' in whole && whole.overEvents !== undefined ? `batches over ${whole.overEvents} events` : '',
    'containing' in whole && whole.containing !== undefined ? `bodies with “${whole.containing}”` : '',
  ].filter((part) => part !== '');
  const times = fault.times === undefined ? '' : `, ${fault.times - (fault.hits ?? 0)} more times`;
  return `${service}${to} ${does(whole)}${only.length > 0 ? `, only ${only.join(' and ')}` : ''}${times}`;
}

function does(fault: ActiveFault): string {
  switch (fault.kind) {
    case 'status':
      return `answers ${fault.status}`;
    case 'latency':
      return `waits ${fault.ms} ms`;
    case 'offline':
      return 'is offline';
    case 'drop-mid-request':
      return 'breaks off in the middle of the request';
    case 'drop-before':
      return 'breaks off before it stores';
    case 'drop-after':
      return 'stores, and breaks off before it answers';
    case 'drop-mid-answer':
      return 'stores, and breaks off in the middle of the answer';
  }
}
