import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { calloutKind } from './callout-kinds.ts';

/** A passage that stands out of the text, with its kind in words as well as in colour. */
export function CalloutBlock({ kind, children }: { kind: string; children?: ReactNode }) {
  const { t } = useTranslation('article');
  const known = calloutKind(kind);
  return (
    <aside className="article-callout" data-kind={known} aria-label={t(`callout.${known}`)}>
      <p aria-hidden className="article-callout-name">
        {t(`callout.${known}`)}
      </p>
      <div>{children}</div>
    </aside>
  );
}
