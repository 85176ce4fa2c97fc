import { diffWordsWithSpace } from 'diff';
import { useTranslation } from 'react-i18next';

export type DiffPart = { text: string; change: 'added' | 'removed' | 'same' };

/** What became of a text, word by word. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const parts = diffWordsWithSpace(before, after).map(
    ({ value, added, removed }): DiffPart => ({
      text: value,
      change: added ? 'added' : removed ? 'removed' : 'same',
    }),
  );
  return <DiffParts parts={parts} />;
}

/** A comparison that is made already: marked by lines as well as colour, and said to those who listen. */
export function DiffParts({ parts }: { parts: readonly DiffPart[] }) {
  const { t } = useTranslation('common');
  let at = 0;
  return (
    <p dir="auto" className="whitespace-pre-line leading-relaxed">
      {parts.map(({ text, change }) => {
        at += text.length;
        const key = `${at}${change}`;
        if (change === 'added')
          return (
            <ins key={key} className="bg-positive-tint text-positive underline decoration-2">
              <span className="sr-only">{t('diff.added')} </span>
              {text}
              <span className="sr-only"> {t('diff.end')}</span>
            </ins>
          );
        if (change === 'removed')
          return (
            <del key={key} className="bg-negative-tint text-negative line-through">
              <span className="sr-only">{t('diff.removed')} </span>
              {text}
              <span className="sr-only"> {t('diff.end')}</span>
            </del>
          );
        return <span key={key}>{text}</span>;
      })}
    </p>
  );
}
