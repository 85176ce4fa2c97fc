import { RelativeTime } from '../../ui/relative-time.tsx';

/** A named moment, or what stands for none. */
export function When({ label, at, none }: { label: string; at: string | null; none: string }) {
  return (
    <span className="text-ink-soft">
      {label} {at === null ? none : <RelativeTime date={at} className="text-ink" />}
    </span>
  );
}
