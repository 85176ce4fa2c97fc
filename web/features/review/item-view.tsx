import { useTranslation } from 'react-i18next';
import type { Item } from '../../../contracts/items.ts';

/** An item as a reviewer judges it: everything, answers too. */
export function ItemView({ item }: { item: Item }) {
  const { t } = useTranslation('review');
  const { content } = item;
  switch (content.type) {
    case 'nugget':
    case 'summary':
      return (
        <div className="grid gap-4">
          <p dir="auto" className="font-semibold text-2xl">
            {content.title}
          </p>
          <p dir="auto" className="prose-measure whitespace-pre-line text-lg leading-relaxed">
            {content.text}
          </p>
        </div>
      );
    case 'flashcard':
      return (
        <div className="grid gap-4 text-lg">
          <p dir="auto" className="font-semibold text-xl">
            {content.front}
          </p>
          <p dir="auto" className="border-line border-t pt-4">
            {content.back}
          </p>
        </div>
      );
    case 'question': {
      const key = content.answerKey;
      return (
        <div className="grid gap-4">
          <p dir="auto" className="font-semibold text-xl">
            {content.stem}
          </p>
          {'options' in key ? (
            <ul className="grid gap-2">
              {key.options.map((option) => (
                <li
                  key={option.text}
                  className={`grid gap-1 rounded-control border px-4 py-3 ${option.correct ? 'border-positive bg-positive-tint' : 'border-line'}`}
                >
                  <span dir="auto" className={option.correct ? 'font-medium' : ''}>
                    {option.correct ? `✓ ${option.text}` : option.text}
                  </span>
                  <span dir="auto" className="text-ink-soft text-sm">
                    {option.feedback}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <ul className="grid gap-1 text-positive">
              {('gaps' in key ? key.gaps.map((gap) => gap.accepted) : [key.accepted]).map(
                (accepted) => (
                  <li key={accepted.join('|')} dir="auto">
                    ✓ {accepted.join(' · ')}
                  </li>
                ),
              )}
            </ul>
          )}
          <p dir="auto" className="prose-measure">
            <span className="text-ink-soft text-sm">{t('explanation')}: </span>
            {content.explanation}
          </p>
          {content.hints.length > 0 ? (
            <p dir="auto" className="prose-measure">
              <span className="text-ink-soft text-sm">{t('hints')}: </span>
              {content.hints.join(' · ')}
            </p>
          ) : null}
        </div>
      );
    }
  }
}
