/**
 * A tab that goes to the background and comes back, as far as a page can tell: headless browsers have no background.
 * Called before anybody listens.
 *
 * @returns what shows or hides the page.
 */
export function simulateVisibility(): (visible: boolean) => void {
  // The end of a page in the background changes nothing about its visibility.
  const swallow = (event: Event): void => {
    if (event.isTrusted && Object.hasOwn(document, 'visibilityState')) event.stopImmediatePropagation();
  };
  addEventListener('visibilitychange', swallow, { capture: true });

  return (visible) => {
    if (visible === (document.visibilityState === 'visible')) return;
    for (const [name, value] of Object.entries({ visibilityState: 'hidden', hidden: true })) {
      if (visible) Reflect.deleteProperty(document, name);
      else Object.defineProperty(document, name, { configurable: true, get: () => value });
    }
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };
}
