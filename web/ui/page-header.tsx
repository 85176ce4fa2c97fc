import { type ReactNode, useEffect } from 'react';

export type PageHeaderProps = {
  title: string;
  /** One line on what this page is for, or where its thing stands. */
  children?: ReactNode;
  actions?: ReactNode;
  /** Above the title: the way back. */
  back?: ReactNode;
};

/** The page's one `h1`; also names the browser's tab. */
export function PageHeader({ title, children, actions, back }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Lectern`;
  }, [title]);
  return (
    <header className="mb-6 grid gap-2 md:mb-8">
      {back ? <div className="text-ink-soft text-sm">{back}</div> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h1
          data-page-title
          tabIndex={-1}
          dir="auto"
          className="min-w-0 font-semibold text-2xl outline-none md:text-3xl"
        >
          {title}
        </h1>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children ? <div className="max-w-measure text-ink-soft">{children}</div> : null}
    </header>
  );
}
