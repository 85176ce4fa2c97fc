import { diffWordsWithSpace } from 'diff';
import { useTranslation } from 'react-i18next';

/** What became of a text, word by word: marked by lines as well as colour, and said to those who listen. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('common');
  let at = 0;
  return (
    <p dir="auto" className="whitespace-pre-line leading-relaxed">
      {diffWordsWithSpace(before, after).map((part) => {
        at += part.value.length;
        const key = `${at}${part.added ? '+' : part.removed ? '-' : ''}`;
        if (part.added)
          return (
            <ins key={key} className="bg-positive-tint text-positive underline decoration-2">
              <span className="sr-only">{t('diff.added')} </span>
              {part.value}
              <span className="sr-only"> {t('diff.end')}</span>
            </ins>
          );
        if (part.removed)
          return (
            <del key={key} className="bg-negative-tint text-negative line-through">
              <span className="sr-only">{t('diff.removed')} </span>
              {part.value}
              <span className="sr-only"> {t('diff.end')}</span>
            </del>
          );
        return <span key={key}>{part.value}</span>;
      })}
    </p>
  );
}
