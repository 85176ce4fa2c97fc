import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addLesson,
  addModule,
  type CourseDraft,
  deleteLesson,
  deleteModule,
  duplicateLesson,
  getCourse,
  type LessonKind,
  moveLesson,
  moveModule,
  restoreLesson,
  restoreModule,
  updateLesson,
  updateModule,
} from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { isApiProblem } from '../../../api/problem.ts';
import { explainError } from '../../../ui/error-state.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { COURSES, courseKey, etagOf, lessonKey } from '../queries.ts';
import * as model from './tree-model.ts';
import { TreeQueue } from './tree-queue.ts';

const plain = async (answer: Promise<CourseDraft>) => ({ course: await answer, result: true });

/** Everything that changes the tree of a course: shown at once, sent in order, undone where it can be. */
export function useTree(courseId: string) {
  const { t } = useTranslation('courses');
  const { t: common } = useTranslation('common');
  const queryClient = useQueryClient();
  const read = () => queryClient.getQueryData<CourseDraft>(courseKey(courseId));
  const [queue] = useState(
    () =>
      new TreeQueue({
        read,
        write: (draft) => {
          void queryClient.cancelQueries({ queryKey: courseKey(courseId) });
          queryClient.setQueryData(courseKey(courseId), draft);
          void queryClient.invalidateQueries({ queryKey: COURSES });
        },
        onFailure: (error) => {
          const conflict = isApiProblem(error) && error.status === 412;
          showToast({
            tone: 'negative',
            message: conflict ? t('tree.conflict') : explainError(error, common),
          });
          void queryClient.invalidateQueries({ queryKey: courseKey(courseId) });
        },
      }),
  );
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (!queue.isIdle) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => window.removeEventListener('beforeunload', onLeave);
  }, [queue]);
  const lessonAt = (lessonId: string) => ({ id: courseId, lessonId });
  const moduleAt = (moduleId: string) => ({ id: courseId, moduleId });

  const putBackLesson = (lessonId: string) =>
    queue.run({
      send: (revision) =>
        plain(
          api(restoreLesson, {
            params: lessonAt(lessonId),
            ifMatch: etagOf(revision),
            body: {},
          }),
        ),
    });
  const putBackModule = (moduleId: string) =>
    queue.run({
      send: (revision) =>
        plain(
          api(restoreModule, {
            params: moduleAt(moduleId),
            ifMatch: etagOf(revision),
            body: {},
          }),
        ),
    });
  const sayDeleted = (title: string, undo: () => unknown) =>
    showToast({
      message: t('tree.deleted', { title }),
      action: { label: common('action.undo'), run: () => void undo() },
    });

  return {
    moveLesson: (lessonId: string, place: model.LessonPlace) =>
      queue.run({
        apply: (draft) => model.moveLesson(draft, lessonId, place),
        send: (revision) =>
          plain(
            api(moveLesson, {
              params: lessonAt(lessonId),
              ifMatch: etagOf(revision),
              body: place,
            }),
          ),
      }),
    moveModule: (moduleId: string, position: number) =>
      queue.run({
        apply: (draft) => model.moveModule(draft, moduleId, position),
        send: (revision) =>
          plain(
            api(moveModule, {
              params: moduleAt(moduleId),
              ifMatch: etagOf(revision),
              body: { position },
            }),
          ),
      }),
    addModule: (title: string) =>
      queue.run({
        send: async (revision) => {
          const { course, moduleId } = await api(addModule, {
            params: { id: courseId },
            ifMatch: etagOf(revision),
            idempotencyKey: crypto.randomUUID(),
            body: { title },
          });
          return { course, result: moduleId };
        },
      }),
    addLesson: (moduleId: string, kind: LessonKind, title: string) =>
      queue.run({
        send: async (revision) => {
          const { course, lessonId } = await api(addLesson, {
            params: moduleAt(moduleId),
            ifMatch: etagOf(revision),
            idempotencyKey: crypto.randomUUID(),
            body: { kind, title },
          });
          return { course, result: lessonId };
        },
      }),
    duplicateLesson: (lessonId: string, title: string) =>
      queue.run({
        send: async (revision) => {
          const { course, lessonId: copy } = await api(duplicateLesson, {
            params: lessonAt(lessonId),
            ifMatch: etagOf(revision),
            idempotencyKey: crypto.randomUUID(),
            body: { title },
          });
          return { course, result: copy };
        },
      }),
    renameModule: (moduleId: string, title: string) =>
      queue.run({
        apply: (draft) => model.withModule(draft, moduleId, { title }),
        send: (revision) =>
          plain(
            api(updateModule, {
              params: moduleAt(moduleId),
              ifMatch: etagOf(revision),
              body: { title },
            }),
          ),
      }),
    /** A lesson has a revision of its own; the course is read again to know what became of its own. */
    renameLesson: (lessonId: string, title: string) =>
      queue.run({
        apply: (draft) => model.withLesson(draft, lessonId, { title }),
        send: async () => {
          const draft = read();
          const revision = draft ? model.lessonOf(draft, lessonId)?.revision : undefined;
          const saved = await api(updateLesson, {
            params: { id: lessonId },
            ...(revision === undefined ? {} : { ifMatch: etagOf(revision) }),
            body: { title },
          });
          queryClient.setQueryData(lessonKey(lessonId), saved);
          return plain(api(getCourse, { params: { id: courseId } }));
        },
      }),
    deleteLesson: async (lessonId: string) => {
      const title = model.lessonOf(read() ?? { modules: [] }, lessonId)?.title ?? '';
      const done = await queue.run({
        apply: (draft) => model.withoutLesson(draft, lessonId),
        send: (revision) =>
          plain(api(deleteLesson, { params: lessonAt(lessonId), ifMatch: etagOf(revision) })),
      });
      if (done) sayDeleted(title, () => putBackLesson(lessonId));
    },
    deleteModule: async (moduleId: string) => {
      const title = read()?.modules.find(({ id }) => id === moduleId)?.title ?? '';
      const done = await queue.run({
        apply: (draft) => model.withoutModule(draft, moduleId),
        send: (revision) =>
          plain(api(deleteModule, { params: moduleAt(moduleId), ifMatch: etagOf(revision) })),
      });
      if (done) sayDeleted(title, () => putBackModule(moduleId));
    },
    restoreLesson: putBackLesson,
    restoreModule: putBackModule,
  };
}

export type TreeActions = ReturnType<typeof useTree>;
