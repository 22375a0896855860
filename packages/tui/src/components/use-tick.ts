import { useEffect, useState } from 'react';

/** Renders again every `ms` while active; never otherwise, so that an idle screen stays untouched. */
export function useTick(active: boolean, ms: number): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(() => setCount((count) => count + 1), ms);
    return () => clearInterval(timer);
  }, [active, ms]);
}
