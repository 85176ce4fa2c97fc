import { Suspense, useRef } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ArticleView } from '../courses/article/article-view.tsx';
import { useArticlePosition } from '../courses/article/use-article-position.ts';
import type { LessonBodyProps } from './lesson-body-props.ts';
import { LESSON_PLAYERS } from './lesson-players.ts';
import { PathLesson } from './path-lesson.tsx';
import { PracticeItem } from './practice-item.tsx';
import { usePosition } from './use-position.ts';

/** The content of a lesson, by its kind. */
export function LessonBody(props: LessonBodyProps) {
  const { kind, lessonId } = props.read.lesson;
  if (kind === 'article') return <ArticleLesson {...props} />;
  if (kind === 'path') return <PathLesson {...props} />;
  const Player = LESSON_PLAYERS[kind];
  return (
    <Suspense fallback={<Skeleton className="aspect-video" />}>
      <Player
        courseId={props.courseId}
        lessonId={lessonId}
        onPlace={(position) => {
          props.place.current = position;
        }}
      />
    </Suspense>
  );
}

function ArticleLesson({ courseId, read, place }: LessonBodyProps) {
  const { lesson, progress, answered } = read;
  const root = useRef<HTMLDivElement>(null);
  const keep = usePosition(courseId, lesson.lessonId, place);
  const { position } = progress;
  useArticlePosition(root, {
    initial: position?.kind === 'text' ? position.offset : 0,
    onChange: (offset) =>
      keep({ kind: 'text', offset, ...(lesson.version ? { revision: lesson.version } : {}) }),
  });
  const items = new Map(lesson.items.map((one) => [one.itemId, one]));
  return (
    <div ref={root}>
      {lesson.document ? (
        <ArticleView
          article={lesson.document}
          renderItem={(itemId) => (
            <PracticeItem
              embedded
              courseId={courseId}
              lessonId={lesson.lessonId}
              item={items.get(itemId)}
              answered={answered.find((one) => one.itemId === itemId)}
            />
          )}
        />
      ) : null}
    </div>
  );
}
