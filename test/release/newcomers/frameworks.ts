/** What a newcomer does with each framework: the commands to begin a project, and files of two pages around what the README says. */

/** A framework, begun in an empty folder. Commands are arguments of `npm`. */
export interface Framework {
  name: string;
  /** Makes the project `shop`; else its files are written: the starter of Nuxt is no package of npm. */
  create?: string[];
  /** Packages that the pages need beside what the project has. */
  packages: string[];
  /** The pattern of a product. */
  pattern: string;
  /** Where the module goes that the console prints, and what the README adds to it. */
  rum: { file: string; more: string };
  /** @param block the code block of a section of the README, by its number. */
  files: (block: (section: string, index: number) => string) => Record<string, string>;
  /** Arguments of Node, which serve what was built. */
  serve: (port: number) => string[];
}

const AWAIT = '\nrum.awaitPageView(); // The router names the pages.\n';
const VITE = 'node_modules/vite/bin/vite.js';
const preview = (port: number, ...more: string[]): string[] => [
  VITE,
  'preview',
  '--host',
  '127.0.0.1',
  '--port',
  `${port}`,
  '--strictPort',
  ...more,
];
/** Components throw as they render again. */
const FAIL = `const fail = (): string => { throw new Error('component failed'); };`;
const vuePage = (link: string): string =>
  `<script setup lang="ts">
import { ref } from 'vue';
const broken = ref(false);
${FAIL}
</script>
<template><div><${link} to="/product/1">first</${link}> <${link} to="/product/2">second</${link}>
<button id="break" @click="broken = true">{{ broken ? fail() : 'break' }}</button></div></template>
`;

const vue: Framework = {
  name: 'Vue',
  create: ['create-vite@9.3.0', 'shop', '--template', 'vue-ts', '--no-interactive'],
  packages: ['vue-router@5.5.1'],
  pattern: '/product/:id',
  rum: { file: 'src/rum.ts', more: '' },
  files: (block) => ({
    'src/main.ts': block('Vue', 0),
    'src/router.ts': `import { createRouter, createWebHistory } from 'vue-router';
export const router = createRouter({ history: createWebHistory(), routes: [
  { path: '/', component: () => import('./Home.vue') },
  { path: '/product/:id', component: () => import('./Product.vue') },
] });
`,
    'src/App.vue': '<template><RouterView /></template>\n',
    'src/Home.vue': vuePage('RouterLink'),
    'src/Product.vue': `<script setup lang="ts">\n${block('Vue', 1)}</script>\n<template><h2>product</h2></template>\n`,
  }),
  serve: preview,
};

const nuxt: Framework = {
  name: 'Nuxt',
  packages: ['nuxt@4.3.1', 'vue@3.5.45', 'vue-router@^4.6.0'],
  pattern: '/product/:id',
  rum: { file: 'app/rum.ts', more: AWAIT },
  files: (block) => ({
    'package.json': '{ "private": true, "type": "module", "scripts": { "build": "nuxt build" } }\n',
    'nuxt.config.ts': `export default defineNuxtConfig({ compatibilityDate: '2025-07-15' });\n`,
    'app/plugins/rum.ts': block('Nuxt 4', 1),
    'app/app.vue': '<template><NuxtPage /></template>\n',
    'app/pages/index.vue': vuePage('NuxtLink'),
    'app/pages/product/[id].vue': `<script setup lang="ts">
import { useRum } from '@dual-rum/browser/nuxt';
useRum().addSessionAttributes({ shop: 'one' });
</script>
<template><h2>product</h2></template>
`,
  }),
  serve: () => ['.output/server/index.mjs'],
};

const react: Framework = {
  name: 'React',
  create: ['create-vite@9.3.0', 'shop', '--template', 'react-ts', '--no-interactive'],
  packages: ['react-router@8.5.3'],
  pattern: '/product/:id',
  rum: { file: 'src/rum.ts', more: AWAIT },
  files: (block) => ({
    // The app has another page than that of the README.
    'src/main.tsx': `import { Home } from './Home';\n${block('React', 0).replace(
      'createBrowserRouter([',
      `createBrowserRouter([{ path: '/', Component: Home, ErrorBoundary: () => 'sorry' }, `,
    )}`,
    'src/Product.tsx': block('React', 1),
    'src/Home.tsx': `import { useState } from 'react';
import { Link } from 'react-router';
export function Home() {
  const [broken, setBroken] = useState(false);
  if (broken) throw new Error('component failed');
  return <><Link to="/product/1">first</Link> <Link to="/product/2">second</Link><button id="break" onClick={() => setBroken(true)}>break</button></>;
}
`,
  }),
  serve: preview,
};

const next: Framework = {
  name: 'Next.js',
  // What it has by default, Cache Components among it.
  create: ['create-next-app@16.4.3', 'shop', '--yes', '--skip-install', '--disable-git', '--no-tailwind'],
  packages: [],
  pattern: '/product/[id]',
  rum: { file: 'app/rum.ts', more: AWAIT },
  files: (block) => ({
    'instrumentation-client.ts': `import './app/rum';\n`,
    'app/page-views.tsx': block('Next.js', 0),
    'app/error.tsx': block('Next.js', 1),
    'app/layout.tsx': `import { PageViews } from './page-views';
export default function RootLayout({ children }: LayoutProps<'/'>) {
  return <html lang="en"><body>{children}<PageViews /></body></html>;
}
`,
    'app/page.tsx': `'use client';
import Link from 'next/link';
import { useState } from 'react';
export default function Home() {
  const [broken, setBroken] = useState(false);
  if (broken) throw new Error('component failed');
  return <><Link href="/product/1">first</Link> <Link href="/product/2">second</Link><button id="break" onClick={() => setBroken(true)}>break</button></>;
}
`,
    'app/product/[id]/page.tsx': 'export default function Product() { return <h2>product</h2>; }\n',
  }),
  serve: (port) => ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
};

const angular: Framework = {
  name: 'Angular',
  create: ['@angular/cli@21.2.26', 'new', 'shop', '--defaults', '--skip-install', '--skip-git'],
  packages: [],
  pattern: '/product/:id',
  rum: { file: 'src/rum.ts', more: AWAIT },
  files: (block) => ({
    'src/rum-providers.ts': block('Angular', 0),
    'src/main.ts': `import './rum';
import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app.config';
import { App } from './app/app';

bootstrapApplication(App, appConfig).catch((error) => console.error(error));
`,
    'src/app/app.config.ts': `import { ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { provideRouter } from '@angular/router';
import { rumProviders } from '../rum-providers';
import { routes } from './app.routes';

export const appConfig: ApplicationConfig = { providers: [provideBrowserGlobalErrorListeners(), provideRouter(routes), ...rumProviders] };
`,
    'src/app/app.html': '<router-outlet />\n',
    'src/app/app.routes.ts': `import { Routes } from '@angular/router';
export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: () => import('./pages').then(({ Home }) => Home) },
  { path: 'product/:id', loadComponent: () => import('./pages').then(({ Product }) => Product) },
];
`,
    'src/app/pages.ts': `import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

@Component({ selector: 'app-home', imports: [RouterLink], template: \`<a routerLink="/product/1">first</a> <a routerLink="/product/2">second</a><button id="break" (click)="fail()">break</button>\` })
export class Home {
  ${FAIL.replace('const ', '')}
}
@Component({ selector: 'app-product', template: '<h2>product</h2>' })
export class Product {}
`,
  }),
  serve: (port) => preview(port, '--outDir', 'dist/shop/browser'),
};

const svelteKit: Framework = {
  name: 'SvelteKit',
  create: ['sv@0.17.1', 'create', 'shop', '--template', 'minimal', '--types', 'ts', '--no-add-ons', '--no-install'],
  packages: [],
  pattern: '/product/[id]',
  rum: { file: 'src/lib/rum.ts', more: AWAIT },
  files: (block) => ({
    'src/lib/PageViews.svelte': block('SvelteKit', 0),
    'src/hooks.client.ts': block('SvelteKit', 1),
    'src/routes/+layout.svelte': `<script lang="ts">
	import PageViews from '$lib/PageViews.svelte';
	let { children } = $props();
</script>
{@render children()}
<PageViews />
`,
    'src/routes/+page.svelte': `<script lang="ts">
	let broken = $state(false);
	${FAIL}
</script>
<a href="/product/1">first</a> <a href="/product/2">second</a><button id="break" onclick={() => (broken = true)}>{broken ? fail() : 'break'}</button>
`,
    'src/routes/product/[id]/+page.svelte': '<h2>product</h2>\n',
  }),
  serve: preview,
};

export const frameworks: Framework[] = [vue, nuxt, react, next, angular, svelteKit];
