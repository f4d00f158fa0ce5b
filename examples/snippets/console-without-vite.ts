import { createDualRum, type DualRum, type DualRumOptions } from '@dual-rum/browser';
import consoleConfig from './rum.development.json' with { type: 'json' };

export async function createRum(options: DualRumOptions): Promise<DualRum> {
  if (process.env.NODE_ENV !== 'development') return createDualRum(options);
  const { atConsole, showOverlay } = await import('@dual-rum/console/client');
  const rum = createDualRum(atConsole(options, consoleConfig));
  showOverlay(rum, consoleConfig.endpoint);
  return rum;
}
