/**
 * Called when a page returns from the back/forward cache, to measure the first input delay by listeners of its own. It is not
 * measured again there: Interaction to Next Paint took its place (https://web.dev/blog/inp-cwv-launch) and is.
 */
export function firstInputPolyfill(): void {}

export function resetFirstInputPolyfill(): void {}
