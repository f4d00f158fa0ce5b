import { beforeEach, expect, it, vi } from 'vitest';
import { createStorageOpener } from './createStorageOpener.ts';

const opened = { clear: vi.fn(), close: vi.fn() };
const openBatchStorage = vi.fn<(prefix: string, onStored: unknown, onFailure: (cause: unknown) => void) => unknown>();
const transport = { load: vi.fn(), useStorage: vi.fn() };
const report = vi.fn();
const onStored = vi.fn();
const ids = { usable: true };

const opener = () => createStorageOpener({ name: 'guest', prefix: 'p/', ids, transport, report, onStored } as never);

beforeEach(() => {
  vi.resetAllMocks();
  ids.usable = true;
  openBatchStorage.mockReturnValue(opened);
  transport.load.mockResolvedValue({ openBatchStorage });
});

it('gives the transport a storage, once', async () => {
  const storage = opener();
  await storage.open();
  expect(transport.useStorage).toHaveBeenCalledWith(opened);
  await storage.open();
  expect(openBatchStorage).toHaveBeenCalledExactlyOnceWith('p/', onStored, expect.any(Function));
});

it('opens none where the app or the browser does not allow storage', async () => {
  ids.usable = false;
  await opener().open();
  expect(openBatchStorage).not.toHaveBeenCalled();
});

it('leaves it to the next use when the code that opens it does not load', async () => {
  transport.load.mockResolvedValueOnce(undefined);
  const storage = opener();
  await storage.open();
  expect(report).not.toHaveBeenCalled();
  expect(transport.useStorage).not.toHaveBeenCalled();
  await storage.open();
  expect(transport.useStorage).toHaveBeenCalledWith(opened);
});

it('reports a storage that cannot be opened', async () => {
  const cause = new DOMException('blocked', 'SecurityError');
  openBatchStorage.mockImplementation(() => {
    throw cause;
  });
  await opener().open();
  expect(report).toHaveBeenCalledExactlyOnceWith({ type: 'storage', monitor: 'guest', cause });
});

it('uses no storage whose database turns out to be blocked', async () => {
  const storage = opener();
  await storage.open();
  const cause = new Error('blocked');
  openBatchStorage.mock.calls[0]![2](cause);
  expect(report).toHaveBeenCalledExactlyOnceWith({ type: 'storage', monitor: 'guest', cause });
  expect(opened.close).toHaveBeenCalledTimes(1);
  expect(transport.useStorage.mock.calls).toEqual([[opened], [undefined]]);
});

it('removes what it has opened when consent is withdrawn, whatever becomes of its database', async () => {
  const storage = opener();
  await storage.open();
  storage.close();
  expect(opened.clear).toHaveBeenCalledTimes(1);
  openBatchStorage.mock.calls[0]![2](new Error('blocked'));
  expect(transport.useStorage.mock.calls).toEqual([[opened], [undefined]]);
});

it('opens none where consent was withdrawn while the code loads', async () => {
  const storage = opener();
  const opening = storage.open();
  storage.close();
  await opening;
  expect(openBatchStorage).not.toHaveBeenCalled();
});
