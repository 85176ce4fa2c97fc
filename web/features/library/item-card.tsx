import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerLines } from '../../../contracts/answer-lines.ts';
import type { Item } from '../../../contracts/items.ts';
import { useSession } from '../../frame/session.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { formatNumber } from '../../ui/format.ts';

const TONES: Record<Item['status'], Tone> = {
  in_review: 'caution',
  approved: 'positive',
  rejected: 'negative',
  retired: 'neutral',
};

/** An item in brief; choosing it lights its place in the source. */
export function ItemCard({
  item,
  selected,
  onSelect,
}: {
  item: Item;
  selected: boolean;
  onSelect: () => void;
}) {
  const { t } = useTranslation('library');
  const { role } = useSession();
  return (
    <li>
      <button
        type="button"
        aria-pressed={selected}
        onClick={onSelect}
        className={`grid w-full gap-2 rounded-panel border p-4 text-start ${selected ? 'border-accent bg-accent-tint' : 'border-line bg-surface hover:border-line-strong'}`}
      >
        <ItemBody item={item} />
        <span className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
          <Badge tone={TONES[item.status]}>{t(`item.status.${item.status}`)}</Badge>
          <span>{t('item.difficulty', { n: formatNumber(item.difficulty) })}</span>
        </span>
      </button>
      {selected && role !== 'learner' ? (
        <Link
          to="/items/$itemId/provenance"
          params={{ itemId: item.id }}
          className="mt-1 inline-block px-4 text-link text-sm"
        >
          {t('item.provenance')}
        </Link>
      ) : null}
    </li>
  );
}

function ItemBody({ item }: { item: Item }) {
  const { t } = useTranslation('library');
  const { content } = item;
  switch (content.type) {
    case 'nugget':
    case 'summary':
      return (
        <>
          <span dir="auto" className="font-medium">
            {content.title}
          </span>
          <span dir="auto" className="line-clamp-4 text-ui">
            {content.text}
          </span>
        </>
      );
    case 'flashcard':
      return (
        <>
          <span dir="auto" className="font-medium">
            {content.front}
          </span>
          <span dir="auto" className="text-ui">
            {content.back}
          </span>
        </>
      );
    case 'question': {
      const key = content.answerKey;
      return (
        <>
          <span dir="auto" className="font-medium">
            {content.stem}
          </span>
          {'options' in key ? (
            <span className="grid gap-1 text-ui">
              {key.options.map((option) => (
                <span
                  key={option.text}
                  dir="auto"
                  className={option.correct ? 'font-medium text-positive' : 'text-ink-soft'}
                >
                  {option.correct ? '✓ ' : '· '}
                  {option.text}
                </span>
              ))}
            </span>
          ) : (
            <span dir="auto" className="text-positive text-ui">
              {t('item.answer', {
                answer: answerLines(key).join(', '),
              })}
            </span>
          )}
        </>
      );
    }
  }
}
