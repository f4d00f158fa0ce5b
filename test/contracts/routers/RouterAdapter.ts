/** An adapter under the contract: what differs between routers. The apps in `pages` have the same pages at the same addresses. */
export interface RouterAdapter {
  name: string;
  /** The pattern of a route, as those who use the router write it. */
  pattern: { product: string; order: string };
  /** The router has titles and tags of its own. */
  titles: boolean;
  /** Addresses that the app goes to and the router does not enter: a guard stops it, or it fails. */
  notEntered: string[];
  /** Queries with which the app handles errors of components in another way. */
  errorWays: string[];
}

/** Other adapters in place of ours: none, and the faulty ones that the contract has to find. */
export type Fault = 'none' | 'forgets the first route' | 'doubles a view' | 'names the path';

/** An app with a router, on `globalThis` of each page in `pages`. */
export interface RouterApp {
  /** Lets the router go to an address; settles when it is done with it, wherever that leads. */
  go: (path: string) => Promise<void>;
  /** Errors of components, as they reached whoever listens. */
  heard: string[];
}

declare global {
  var routerApp: RouterApp | undefined;
}
