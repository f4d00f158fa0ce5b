export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  // Rendered in the browser alone: there, too, middleware decides about the first route.
  routeRules: { '/private': { ssr: false } },
  // What a page of the test sends is looked at, not that Nuxt asks for its own builds.
  experimental: { appManifest: false },
});
