import { computed, ref, watchEffect, type Ref } from 'vue';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'dual-rum-console-theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const chosen = ref<Theme>(stored());
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const systemDark = ref(dark.matches);
dark.addEventListener('change', ({ matches }) => (systemDark.value = matches));

/** What is on the screen: light or dark. */
export const shownTheme = computed(() => {
  if (chosen.value !== 'system') return chosen.value;
  return systemDark.value ? 'dark' : 'light';
});

watchEffect(() => (document.documentElement.dataset['theme'] = shownTheme.value));

export function useTheme(): { theme: Ref<Theme>; next: () => void } {
  return {
    theme: chosen,
    next() {
      chosen.value = THEMES[(THEMES.indexOf(chosen.value) + 1) % THEMES.length]!;
      try {
        localStorage.setItem(KEY, chosen.value);
      } catch {
        // A browser that keeps nothing: the choice holds until the page is loaded again.
      }
    },
  };
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === value) ?? 'system';
  } catch {
    return 'system';
  }
}
