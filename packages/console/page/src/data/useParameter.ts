import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** A parameter of the page's address, so that what is shown can be shared. An empty one is left out. */
export function useParameter(name: string): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[name];
      return typeof value === 'string' ? value : '';
    },
    set: (value) => {
      const { [name]: _, ...others } = route.query;
      void router.replace({ query: value === '' ? others : { ...others, [name]: value }, hash: route.hash });
    },
  });
}
