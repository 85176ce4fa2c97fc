import { type ReactNode, useId } from 'react';

/** A part of a page under its own heading. */
export function Section({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 border-line border-t pt-6">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        {actions}
      </div>
      {lead ? <p className="prose-measure text-ink-soft text-ui">{lead}</p> : null}
      {children}
    </section>
  );
}
