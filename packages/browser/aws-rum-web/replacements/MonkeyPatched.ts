import { InternalPlugin } from '@aws-rum/web-core/plugins/InternalPlugin';

/** A plugin that is patched in from outside. */
export abstract class MonkeyPatched extends InternalPlugin {
  enable(): void {
    // Patched for good.
  }
  disable(): void {
    // Patched for good.
  }
}
