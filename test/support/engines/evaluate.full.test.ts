import { expect, it } from 'vitest';
import { ENGINES } from './Engine.ts';
import { cannotRun } from './findEngine.ts';
import { launchEngine } from './launchEngine.ts';

it.each(ENGINES.filter((name) => !cannotRun(name)))(
  'runs something in a page, and tells null from nothing, in %s',
  async (name) => {
    const engine = await launchEngine(name);
    try {
      const page = await (await engine.newContext()).newPage();
      const typeOf = (given: unknown): Promise<string> =>
        page.evaluate((given) => (given === null ? 'null' : typeof given), given);
      expect([await typeOf(null), await typeOf(undefined), await typeOf(0)]).toEqual(['null', 'undefined', 'number']);
      expect(await page.evaluate(async (ms) => new Promise((done) => setTimeout(done, ms, 'later')), 30)).toBe('later');
      await expect(page.evaluate(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
      expect([await page.evaluate(() => null), await page.evaluate(() => undefined)]).toEqual([null, undefined]);
    } finally {
      await engine.close();
    }
  },
);
