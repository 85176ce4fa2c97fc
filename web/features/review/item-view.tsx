import { useTranslation } from 'react-i18next';
import { answerLines } from '../../../contracts/answer-lines.ts';
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
          {content.type === 'summary' ? <OtherLengths content={content} /> : null}
          {content.type === 'nugget' && content.prerequisites.length > 0 ? (
            <p dir="auto" className="prose-measure">
              <span className="text-ink-soft text-sm">{t('before')}: </span>
              {content.prerequisites.join(' · ')}
            </p>
          ) : null}
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
              {answerLines(key).map((line) => (
                <li key={line} dir="auto">
                  ✓ {line}
                </li>
              ))}
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

/** The same summary at its other lengths, each folded until it is wanted. */
function OtherLengths({ content }: { content: Extract<Item['content'], { type: 'summary' }> }) {
  const { t } = useTranslation('review');
  const others = [
    { name: t('brief'), text: content.brief },
    { name: t('detailed'), text: content.detailed },
  ];
  return others.map(({ name, text }) =>
    text === null ? null : (
      <details key={name}>
        <summary className="cursor-pointer text-ink-soft text-ui">{name}</summary>
        <p dir="auto" className="prose-measure pt-2 leading-relaxed">
          {text}
        </p>
      </details>
    ),
  );
}
