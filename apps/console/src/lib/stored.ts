/** Small things that a person keeps in this browser, and that nobody else needs. */

import { useLocalStorage } from '@mantine/hooks';

/** What was stored by an older version, or by nobody, becomes the fallback. */
export function useStored<Value>(
  key: string,
  { fallback, read }: { readonly fallback: Value; readonly read: (stored: unknown) => Value },
): readonly [Value, (value: Value) => void] {
  const [value, store] = useLocalStorage<Value>({
    key: `kontor ${key}`,
    defaultValue: fallback,
    getInitialValueInEffect: false,
    deserialize: (text) => {
      try {
        return text === undefined ? fallback : read(JSON.parse(text));
      } catch {
        return fallback;
      }
    },
  });
  return [value, store];
}
