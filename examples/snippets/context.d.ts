/** What the app of the snippets has of its own. */
declare function credentialsOfTheSignedInUser(): Promise<import('@aws-sdk/types').AwsCredentialIdentity>;
declare function onSessionChange(listener: (signedIn: boolean) => void): void;
declare function redirectToLogOut(): void;
declare function showBanner(text: string): void;
declare const rum: import('@dual-rum/browser').DualRum;
declare const router: { onEntered(listener: (route: { pattern: string; path: string }) => void): void };
declare const session: {
  user?: { id: string };
  idToken: string;
  onChange(listener: () => void): () => void;
};

/** What is used of Next.js, which is too large for a test. */
declare module 'next/navigation' {
  export function usePathname(): string;
  export function useParams(): Record<string, string | string[] | undefined>;
}

/** What is used of Nuxt, likewise: it imports this by itself. */
declare function defineNuxtPlugin<Plugin>(plugin: Plugin): Plugin;

/** What is used of Angular, likewise. */
declare module '@angular/core' {
  export class ErrorHandler {
    handleError(error: unknown): void;
  }
  export function inject<Token>(token: new (...parts: never[]) => Token): Token;
  export function provideEnvironmentInitializer(initialize: () => void): object;
}
declare module '@angular/router' {
  export const Router: new () => import('@dual-rum/browser/angular').AngularRouter;
}

/** What is used of SvelteKit, likewise. */
declare module '@sveltejs/kit' {
  export type HandleClientError = (given: { error: unknown; status: number }) => void;
}
/** What is used of Playwright's runner: the tests here have another. */
declare module '@playwright/test' {
  export const expect: typeof import('vitest').expect;
  export function test(name: string, run: (given: { page: import('playwright-core').Page }) => Promise<void>): void;
}
