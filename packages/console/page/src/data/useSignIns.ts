import { computed, type ComputedRef } from 'vue';
import { queryAddress, type Answer } from './queryAddress.ts';
import { useJson } from './useJson.ts';

/** Whether the console knows any identity event, without which no sign-in explains a session; undefined until it is known. */
export function useSignIns(): ComputedRef<boolean | undefined> {
  const { asked } = useJson<Answer<object>>(() => queryAddress('identity-events', { limit: 1 }));
  return computed(() => (asked.value.value ? asked.value.value.rows.length > 0 : undefined));
}
