import { launchChromium } from './chromium.ts';
import type { Engine, EngineName } from './Engine.ts';
import { requireEngine } from './findEngine.ts';
import { launchFirefox, type FirefoxPrefs } from './firefox.ts';
import { launchWebKit } from './webkit.ts';

/** Starts a browser of this engine; installs it first where it may. The caller closes it. `prefs` are Firefox's alone. */
export async function launchEngine(name: EngineName, prefs?: FirefoxPrefs): Promise<Engine> {
  if (name === 'chromium') return launchChromium();
  const programs = requireEngine(name);
  return programs.name === 'firefox' ? launchFirefox(programs.firefox, prefs) : launchWebKit(programs);
}
