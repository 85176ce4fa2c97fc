import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export const CALLOUT_KINDS = ['note', 'tip', 'warning'] as const;
export type CalloutKind = (typeof CALLOUT_KINDS)[number];

export function calloutKind(kind: string): CalloutKind {
  return CALLOUT_KINDS.find((one) => one === kind) ?? 'note';
}

/** A passage that stands out of the text, with its kind in words as well as in colour. */
export function CalloutBlock({ kind, children }: { kind: string; children?: ReactNode }) {
  const { t } = useTranslation('article');
  const known = calloutKind(kind);
  return (
    <aside className="article-callout" data-kind={known} aria-label={t(`callout.${known}`)}>
      <p aria-hidden className="article-callout-name">
        {t(`callout.${known}`)}
      </p>
      {children}
    </aside>
  );
}
