import type { ReactNode } from 'react';

/** One number with its name: large enough to be seen, with room for what it means. */
export function Figure({
  label,
  value,
  hint,
}: {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
}) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-ink-soft text-sm">{label}</dt>
      <dd className="font-semibold text-2xl tabular-nums">{value}</dd>
      {hint ? <dd className="text-ink-faint text-sm">{hint}</dd> : null}
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-3 lg:grid-cols-4">{children}</dl>
  );
}
