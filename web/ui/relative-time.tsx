import { useEffect, useReducer } from 'react';
import { formatDateTime, formatRelative } from './format.ts';

/** A moment as "3 days ago", exact on hover; refreshes itself each minute. */
export function RelativeTime({ date, className }: { date: string | Date; className?: string }) {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(refresh, 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time
      dateTime={new Date(date).toISOString()}
      title={formatDateTime(date)}
      className={className}
    >
      {formatRelative(date)}
    </time>
  );
}
