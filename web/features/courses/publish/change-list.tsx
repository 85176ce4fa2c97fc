import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CourseChanges } from '../../../../contracts/courses.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { KindIcon } from '../kind-icon.tsx';
import { LessonWords } from './lesson-words.tsx';

type Lesson = CourseChanges['lessons'][number];
type Module = CourseChanges['modules'][number];

const TONES: Record<Lesson['change'], Tone> = {
  added: 'positive',
  removed: 'negative',
  kept: 'accent',
};

/** What is other than before: of the course, its modules and its lessons. */
export function ChangeList({
  changes,
  courseId,
  isFirst = false,
}: {
  changes: CourseChanges;
  /** Where given, the words of a changed lesson can be compared. */
  courseId?: string;
  /** Nothing was there before: everything is new, which needs no word on each line. */
  isFirst?: boolean;
}) {
  const { t } = useTranslation('courses');
  return (
    <div className="grid gap-4">
      {changes.course.length > 0 ? (
        <Part title={t('changes.course')}>
          <li className="py-2">{changes.course.map((one) => t(`aspect.${one}`)).join(', ')}</li>
        </Part>
      ) : null}
      {changes.modules.length > 0 ? (
        <Part title={t('changes.modules')}>
          {changes.modules.map((module) => (
            <ModuleLine key={module.id} module={module} isFirst={isFirst} />
          ))}
        </Part>
      ) : null}
      {changes.lessons.length > 0 ? (
        <Part title={t('changes.lessons')}>
          {changes.lessons.map((lesson) => (
            <LessonLine key={lesson.id} lesson={lesson} courseId={courseId} isFirst={isFirst} />
          ))}
        </Part>
      ) : null}
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold text-ui">{title}</h3>
      <ul className="grid divide-y divide-line text-ui">{children}</ul>
    </section>
  );
}

function Marks({
  change,
  isFirst,
  words,
}: {
  change: Lesson['change'];
  isFirst: boolean;
  words: string[];
}) {
  const { t } = useTranslation('courses');
  return (
    <>
      {change !== 'kept' && !isFirst ? (
        <Badge tone={TONES[change]}>{t(`changes.${change}`)}</Badge>
      ) : null}
      {words.map((word) => (
        <Badge key={word} tone="accent">
          {word}
        </Badge>
      ))}
    </>
  );
}

function ModuleLine({ module, isFirst }: { module: Module; isFirst: boolean }) {
  const { t } = useTranslation('courses');
  const words = [
    ...(module.titleBefore !== null ? [t('changes.renamed')] : []),
    ...(module.moved ? [t('changes.moved')] : []),
    ...(module.description && module.change === 'kept' ? [t('aspect.description')] : []),
  ];
  return (
    <li className="flex flex-wrap items-center gap-2 py-2">
      <bdi className={module.change === 'removed' ? 'line-through' : 'font-medium'}>
        {module.title}
      </bdi>
      <Before title={module.titleBefore} />
      <Marks change={module.change} isFirst={isFirst} words={words} />
    </li>
  );
}

function Before({ title }: { title: string | null }) {
  const { t } = useTranslation('courses');
  if (title === null) return null;
  return (
    <span className="text-ink-soft">
      ({t('changes.before')} <bdi>{title}</bdi>)
    </span>
  );
}

function LessonLine({
  lesson,
  courseId,
  isFirst,
}: {
  lesson: Lesson;
  courseId: string | undefined;
  isFirst: boolean;
}) {
  const { t } = useTranslation('courses');
  const [open, setOpen] = useState(false);
  const words = [
    ...(lesson.titleBefore !== null ? [t('changes.renamed')] : []),
    ...(lesson.moved ? [t('changes.moved')] : []),
    ...lesson.aspects.filter((one) => one !== 'title').map((one) => t(`aspect.${one}`)),
  ];
  const comparable =
    courseId !== undefined &&
    lesson.kind === 'article' &&
    lesson.change === 'kept' &&
    lesson.aspects.includes('content');
  return (
    <li className="grid gap-2 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <KindIcon kind={lesson.kind} />
        <bdi className={lesson.change === 'removed' ? 'line-through' : 'font-medium'}>
          {lesson.title}
        </bdi>
        <Before title={lesson.titleBefore} />
        <span className="text-ink-faint">
          <bdi>{lesson.moduleTitle}</bdi>
        </span>
        <Marks change={lesson.change} isFirst={isFirst} words={words} />
        {comparable ? (
          <Button
            size="small"
            variant="quiet"
            aria-expanded={open}
            aria-label={t('changes.wordsOf', { title: lesson.title })}
            onClick={() => setOpen(!open)}
          >
            {open ? t('changes.hideWords') : t('changes.words')}
          </Button>
        ) : null}
      </div>
      {open && courseId !== undefined ? (
        <LessonWords courseId={courseId} lessonId={lesson.id} />
      ) : null}
    </li>
  );
}
