import { useEffect, useState } from 'react';
import type { ServerClock } from './server-clock.ts';

/** Seconds left until `deadlineAt` by the server's time, each second anew; null without an end. */
export function useCountdown(
  clock: ServerClock,
  deadlineAt: string | null,
  onEnd: () => void,
): number | null {
  const left = () =>
    deadlineAt === null
      ? null
      : Math.max(0, Math.ceil((Date.parse(deadlineAt) - clock.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new deadline starts it anew
  useEffect(() => {
    setSeconds(left());
    if (deadlineAt === null) return;
    const timer = setInterval(() => {
      const now = left();
      setSeconds(now);
      if (now === 0) {
        clearInterval(timer);
        onEnd();
      }
    }, 1000);
    return () => clearInterval(timer);
  }, [deadlineAt]);
  return seconds;
}
