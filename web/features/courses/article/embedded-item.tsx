import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonItem } from '../../../../contracts/courses.ts';
import { Button } from '../../../ui/button.tsx';

/** An item within an article: read a nugget, turn a card, think about a question. */
export function EmbeddedItem({ content }: { content: LessonItem['item'] | undefined }) {
  const { t } = useTranslation('article');
  if (!content) return <p className="article-item text-ink-soft">{t('item.missing')}</p>;
  return (
    <article className="article-item" aria-label={t(`item.${content.type}`)}>
      <p aria-hidden className="article-item-name">
        {t(`item.${content.type}`)}
      </p>
      {content.type === 'nugget' ? (
        <>
          <p dir="auto" className="font-semibold text-lg">
            {content.title}
          </p>
          <p dir="auto" className="whitespace-pre-line">
            {content.text}
          </p>
        </>
      ) : null}
      {content.type === 'flashcard' ? <Card front={content.front} back={content.back} /> : null}
      {content.type === 'question' ? (
        <>
          <p dir="auto" className="font-semibold">
            {content.stem}
          </p>
          {content.options.length > 0 ? (
            <ul>
              {content.options.map((option) => (
                <li key={option.id} dir="auto">
                  {option.text}
                </li>
              ))}
            </ul>
          ) : null}
        </>
      ) : null}
    </article>
  );
}

function Card({ front, back }: { front: string; back: string }) {
  const { t } = useTranslation('article');
  const [turned, setTurned] = useState(false);
  return (
    <>
      <p dir="auto" className="font-semibold text-lg">
        {front}
      </p>
      {turned ? (
        <p dir="auto" role="status" className="border-line border-t pt-3">
          {back}
        </p>
      ) : (
        <Button size="small" onClick={() => setTurned(true)}>
          {t('item.turn')}
        </Button>
      )}
    </>
  );
}
