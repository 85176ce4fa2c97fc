import type { ReactNode } from 'react';

/** Pages outside of the frame: one calm column. */
export function EntryLayout({
  title,
  lead,
  wide = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <main
      className={`mx-auto grid min-h-dvh content-center gap-8 px-5 py-10 ${wide ? 'max-w-4xl' : 'max-w-md'}`}
    >
      <header className="grid gap-3">
        <p className="font-semibold text-accent text-ui">Lectern</p>
        <h1 tabIndex={-1} className="font-semibold text-2xl outline-none">
          {title}
        </h1>
        {lead ? <p className="prose-measure text-ink-soft text-lg">{lead}</p> : null}
      </header>
      {children}
    </main>
  );
}
