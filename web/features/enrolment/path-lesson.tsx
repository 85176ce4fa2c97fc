import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonPosition } from '../../../contracts/enrolment.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import type { LessonBodyProps } from './lesson-body-props.ts';
import { PracticeItem } from './practice-item.tsx';
import { GO_TO_PLACE } from './use-go-to-place.ts';
import { usePosition } from './use-position.ts';

/** The items of a path, one at a time; comes back to the one where the reader was. */
export function PathLesson({ courseId, read, place }: LessonBodyProps) {
  const { t } = useTranslation('enrolment');
  const { lesson, progress, answered } = read;
  const items = lesson.items.filter(({ item }) => item !== null);
  const { position } = progress;
  const [index, setIndex] = useState(
    Math.min(position?.kind === 'item' ? position.index : 0, Math.max(0, items.length - 1)),
  );
  const keep = usePosition(courseId, lesson.lessonId, place);
  const goTo = (next: number) => {
    if (next < 0 || next >= items.length) return;
    setIndex(next);
    keep({ kind: 'item', index: next });
    window.scrollTo({ top: 0 });
  };
  useHotkeys([
    { keys: 'j', description: t('path.next'), run: () => goTo(index + 1) },
    { keys: 'k', description: t('path.previous'), run: () => goTo(index - 1) },
  ]);
  useEffect(() => {
    const show = (event: Event) => {
      const wanted = (event as CustomEvent<LessonPosition>).detail;
      if (wanted.kind === 'item') setIndex(wanted.index);
    };
    window.addEventListener(GO_TO_PLACE, show);
    return () => window.removeEventListener(GO_TO_PLACE, show);
  }, []);
  const current = items[index];
  if (!current) return <EmptyState title={t('path.empty')} />;
  return (
    <div className="grid gap-6">
      <Progress
        thin
        value={(index + 1) / items.length}
        label={t('path.place')}
        detail={t('path.of', { n: formatNumber(index + 1), count: items.length })}
      />
      <PracticeItem
        key={current.itemId}
        courseId={courseId}
        lessonId={lesson.lessonId}
        item={current}
        answered={answered.find((one) => one.itemId === current.itemId)}
      />
      <div className="flex justify-between gap-3">
        <Button disabled={index === 0} onClick={() => goTo(index - 1)}>
          {t('path.previous')}
        </Button>
        <Button
          variant="primary"
          disabled={index === items.length - 1}
          onClick={() => goTo(index + 1)}
        >
          {t('path.next')}
        </Button>
      </div>
    </div>
  );
}
