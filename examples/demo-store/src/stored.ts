import { shallowRef, type ShallowRef } from 'vue';

export interface Stored<T> {
  value: Readonly<ShallowRef<T>>;
  set: (value: T) => void;
}

/** A value kept in localStorage; what another tab writes arrives here too. */
export function stored<T>(key: string, fallback: T): Stored<T> {
  const value = shallowRef(read(key, fallback));
  addEventListener('storage', (event) => {
    // A null key is localStorage.clear().
    if (event.key === key || event.key === null) value.value = read(key, fallback);
  });
  return {
    value,
    set: (next) => {
      value.value = next;
      localStorage.setItem(key, JSON.stringify(next));
    },
  };
}

function read<T>(key: string, fallback: T): T {
  const text = localStorage.getItem(key);
  return text === null ? fallback : (JSON.parse(text) as T);
}
