import { beforeEach, expect, it } from 'vitest';
import { observeXhr } from './observeXhr.ts';
import { fakeObserver, FakeXhr, useFakeXhr } from './fakes.testing.ts';

beforeEach(useFakeXhr);

it('gives each request to the observer that is current when it is sent', () => {
  const [first, second] = [fakeObserver(), fakeObserver()];
  let current = first;
  const undo = observeXhr(() => current);
  const request = new XMLHttpRequest();
  request.open('POST', '/one', true);
  current = second;
  request.send('body');
  expect(first.send).not.toHaveBeenCalled();
  expect(second.send.mock.calls).toEqual([[expect.any(Function), request, ['POST', '/one', true], ['body']]]);
  expect(FakeXhr.last.calls).toEqual([
    ['open', 'POST', '/one', true],
    ['send', 'body'],
  ]);
  undo();
});

it('observes a request once, and again when it is opened again', () => {
  const observer = fakeObserver();
  const undo = observeXhr(() => observer);
  const request = new XMLHttpRequest();
  for (const url of ['/one', '/two']) {
    request.open('GET', url);
    request.send();
  }
  expect(observer.send.mock.calls.map(([, , opened]) => opened as unknown[])).toEqual([
    ['GET', '/one'],
    ['GET', '/two'],
  ]);
  undo();
});

it('lets requests through that were never opened, or while there is no observer', () => {
  const observer = fakeObserver();
  const undo = observeXhr(() => observer);
  new XMLHttpRequest().send();
  expect(observer.send).not.toHaveBeenCalled();
  undo();
  const undoAgain = observeXhr(() => undefined);
  const request = new XMLHttpRequest();
  request.open('GET', '/one');
  request.send();
  expect(FakeXhr.last.calls).toEqual([['open', 'GET', '/one'], ['send']]);
  undoAgain();
});

it('gives XMLHttpRequest back', () => {
  const { open, send } = XMLHttpRequest.prototype;
  observeXhr(() => undefined)();
  expect(XMLHttpRequest.prototype.open).toBe(open);
  expect(XMLHttpRequest.prototype.send).toBe(send);
});
