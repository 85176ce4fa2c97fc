import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';

/** What a reader may see of an embedded item: a question without its key. */
export type EmbeddedItemContent =
  | { type: 'nugget'; title: string; text: string }
  | { type: 'flashcard'; front: string; back: string | null }
  | { type: 'question'; stem: string; options: readonly { text: string }[] };

/** An item within an article: read a nugget, turn a card, think about a question. */
export function EmbeddedItem({ content }: { content: EmbeddedItemContent | undefined }) {
  const { t } = useTranslation('article');
  if (!content) return <p className="article-item text-ink-soft">{t('item.missing')}</p>;
  return (
    <section className="article-item" aria-label={t(`item.${content.type}`)}>
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
                <li key={option.text} dir="auto">
                  {option.text}
                </li>
              ))}
            </ul>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function Card({ front, back }: { front: string; back: string | null }) {
  const { t } = useTranslation('article');
  const [turned, setTurned] = useState(false);
  return (
    <>
      <p dir="auto" className="font-semibold text-lg">
        {front}
      </p>
      {back === null ? null : turned ? (
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
