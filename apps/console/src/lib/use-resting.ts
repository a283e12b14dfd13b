/** A value that changes often, once it has rested: what is typed, without every key of it. */

import { useEffect, useState } from 'react';

export function useResting<Value>(value: Value, ms: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
