import type { Plugin } from '@aws-rum/web-core';
import { expect, it, vi } from 'vitest';
import { createPluginLoader } from './createPluginLoader.ts';
import { failTest, fakeContext } from './fakes.testing.ts';

const fakePlugin = (load: () => void = () => undefined) => ({
  getPluginId: () => 'plugin',
  load: vi.fn(load),
  enable: vi.fn(),
  disable: vi.fn(),
});

it('loads a plugin with the context of its telemetry, and disables it at the end', () => {
  const contexts = { http: fakeContext().context };
  const { loadPlugin, unloadAll } = createPluginLoader((telemetry) => contexts[telemetry as 'http'], failTest);
  const plugin = fakePlugin();
  expect(loadPlugin('http', () => plugin)).toBe(plugin);
  expect(plugin.load).toHaveBeenCalledExactlyOnceWith(contexts.http);
  unloadAll();
  expect(plugin.disable).toHaveBeenCalledOnce();
});

it('reports a plugin that throws, and goes on with the next', () => {
  const failures: unknown[] = [];
  const { loadPlugin } = createPluginLoader(
    () => fakeContext().context,
    (cause) => failures.push(cause),
  );
  const inLoad = new Error('in load');
  const inConstructor = new Error('in constructor');
  const broken = fakePlugin(() => {
    throw inLoad;
  });
  const missing = (): Plugin => {
    throw inConstructor;
  };
  expect(loadPlugin('', () => broken)).toBeUndefined();
  expect(loadPlugin('', missing)).toBeUndefined();
  expect(failures).toEqual([inLoad, inConstructor]);
  const plugin = fakePlugin();
  expect(loadPlugin('', () => plugin)).toBe(plugin);
});
