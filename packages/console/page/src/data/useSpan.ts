import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';
import { parseSpan, type Span } from './span.ts';

export interface UseSpan {
  /** What the page is limited to; undefined: all there is. */
  span: ComputedRef<Span | undefined>;
  set: (span: Span | undefined) => void;
  /** The span as parameters of an address: it goes along from view to view. */
  kept: ComputedRef<LocationQueryRaw>;
}

/** The span of time that the whole page is limited to; it is part of the address. */
export function useSpan(): UseSpan {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string): string => {
    const value = route.query[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    span: computed(() => parseSpan(text('from'), text('to'))),
    set(span) {
      const { from: _from, to: _to, ...query } = route.query;
      const limits = span ? { from: String(Math.round(span.from)), to: String(Math.round(span.to)) } : {};
      void router.replace({ query: { ...query, ...limits } });
    },
    kept: computed(() => ({ from: route.query['from'], to: route.query['to'] })),
  };
}
