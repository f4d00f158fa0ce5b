import { appReady, handleError, handlesErrors } from '../contract/contracts/routers/pages/beginApp.ts';

export default defineNuxtPlugin((nuxtApp) => {
  const router = useRouter();
  // As apps do, and after Nuxt has taken away its own.
  if (handlesErrors)
    nuxtApp.hook('app:suspense:resolve', () => void (nuxtApp.vueApp.config.errorHandler = handleError));
  nuxtApp.hook('app:suspense:resolve', () =>
    appReady(async (path) => {
      await router.push(path).catch(() => undefined);
    }),
  );
});
