import { createDualRum, type DualRumOptions } from '@dual-rum/browser';

export function withConsent(options: DualRumOptions, given: Promise<boolean>): void {
  const rum = createDualRum({ ...options, enabled: false });
  void given.then((yes) => {
    if (yes) rum.enable();
  });
}
