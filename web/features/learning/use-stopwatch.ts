import { useEffect, useRef } from 'react';

const MAX_MS = 3_600_000;

/** Milliseconds that a step has been in view; time in another window does not count. */
export function useStopwatch(stepId: string): () => number {
  const watch = useRef({ total: 0, since: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step starts the watch anew
  useEffect(() => {
    watch.current = { total: 0, since: performance.now() };
    const change = () => {
      const now = performance.now();
      if (document.hidden) watch.current.total += now - watch.current.since;
      watch.current.since = now;
    };
    document.addEventListener('visibilitychange', change);
    return () => document.removeEventListener('visibilitychange', change);
  }, [stepId]);
  return () => {
    const { total, since } = watch.current;
    const running = document.hidden ? 0 : performance.now() - since;
    return Math.round(Math.min(MAX_MS, total + running));
  };
}
