import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { LessonItem } from '../../../contracts/courses.ts';
import type { readMyLesson } from '../../../contracts/enrolment.ts';
import { formatNumber } from '../../ui/format.ts';
import { EmbeddedItem } from '../courses/article/embedded-item.tsx';
import { PracticeCard } from './practice-card.tsx';
import { PracticeQuestion } from './practice-question.tsx';

export type PracticeProps = {
  courseId: string;
  lessonId: string;
  item: LessonItem | undefined;
  answered: z.output<typeof readMyLesson.response>['answered'][number] | undefined;
  /** Between the paragraphs of an article, in a frame of its own. */
  embedded?: boolean;
  onDone?: () => void;
};

/** An item within a lesson: a nugget to read, a card to turn and rate, a question to answer. */
export function PracticeItem(props: PracticeProps) {
  const { t } = useTranslation(['enrolment', 'article']);
  const { item: entry, answered, embedded = false, ...rest } = props;
  const item = entry?.item;
  if (!entry || !item) return <EmbeddedItem content={undefined} />;
  const source = {
    materialId: entry.materialId ?? '',
    materialTitle: entry.materialTitle,
  };
  if (item.type === 'nugget' && embedded) return <EmbeddedItem content={item} />;
  return (
    <article
      aria-label={t(`article:item.${item.type}`)}
      className={embedded ? 'article-item' : 'grid gap-4'}
    >
      <p className="flex flex-wrap gap-2 text-ink-faint text-sm">
        <span>{t(`article:item.${item.type}`)}</span>
        {answered && answered.seen > 0 && item.type === 'question' ? (
          <span>
            {t('practice.before', {
              correct: formatNumber(answered.correct),
              seen: formatNumber(answered.seen),
            })}
          </span>
        ) : null}
      </p>
      {item.type === 'nugget' ? (
        <>
          <h2 dir="auto" className="font-semibold text-2xl">
            {item.title}
          </h2>
          {item.text.split('\n\n').map((paragraph) => (
            <p
              key={paragraph}
              dir="auto"
              className="prose-measure whitespace-pre-line text-lg leading-relaxed"
            >
              {paragraph}
            </p>
          ))}
        </>
      ) : null}
      {item.type === 'flashcard' ? (
        <PracticeCard {...rest} itemId={entry.itemId} card={item} />
      ) : null}
      {item.type === 'question' ? (
        <PracticeQuestion {...rest} itemId={entry.itemId} question={item} source={source} />
      ) : null}
    </article>
  );
}
