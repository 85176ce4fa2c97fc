import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LessonPath, putPath } from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { isApiProblem } from '../../../api/problem.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState, explainError } from '../../../ui/error-state.tsx';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { ItemPicker } from '../item-picker.tsx';
import type { LessonEditorProps } from '../lesson-editor-props.ts';
import { courseKey, courseQuery, etagOf, lessonKey, pathKey, pathQuery } from '../queries.ts';
import { PathList } from './path-list.tsx';

type Items = LessonPath['items'];

/** The items of a path in order: picked, moved and taken out; each change is saved at once. */
export function PathLessonEditor({ lessonId, courseId }: LessonEditorProps) {
  const { t } = useTranslation('courses');
  const { t: common } = useTranslation('common');
  const queryClient = useQueryClient();
  const [picking, setPicking] = useState(false);
  const path = useQuery(pathQuery(lessonId));
  const course = useQuery(courseQuery(courseId));
  const save = useMutation({
    // One after the other: each goes out on the revision that the one before made.
    scope: { id: `path-${lessonId}` },
    mutationFn: (items: Items) =>
      api(putPath, {
        params: { id: lessonId },
        ifMatch: etagOf(queryClient.getQueryData<LessonPath>(pathKey(lessonId))?.revision ?? 0),
        body: { itemIds: items.map(({ itemId }) => itemId) },
      }),
    onSuccess: (saved) => {
      queryClient.setQueryData(pathKey(lessonId), (shown: LessonPath | undefined) =>
        queryClient.isMutating({ mutationKey: ['path', lessonId] }) > 1 && shown
          ? { ...saved, items: shown.items }
          : saved,
      );
      void queryClient.invalidateQueries({ queryKey: lessonKey(lessonId), exact: true });
      void queryClient.invalidateQueries({ queryKey: courseKey(courseId) });
    },
    onError: (error) => {
      const conflict = isApiProblem(error) && error.status === 412;
      showToast({
        tone: 'negative',
        message: conflict ? t('path.conflict') : explainError(error, common),
      });
      void queryClient.invalidateQueries({ queryKey: pathKey(lessonId) });
    },
    mutationKey: ['path', lessonId],
  });
  if (path.error) return <ErrorState error={path.error} onRetry={() => void path.refetch()} />;
  if (!path.data || !course.data) return <Skeleton className="h-64" />;
  const { items, reckonedMinutes } = path.data;
  const { canEdit } = course.data;
  const change = (next: Items) => {
    queryClient.setQueryData(pathKey(lessonId), (shown: LessonPath | undefined) =>
      shown ? { ...shown, items: next } : shown,
    );
    save.mutate(next);
  };
  const add = (
    <Button
      variant={items.length === 0 ? 'primary' : 'secondary'}
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setPicking(true)}
    >
      {t('path.add')}
    </Button>
  );
  return (
    <div className="grid max-w-2xl gap-4">
      {items.length === 0 ? (
        <EmptyState title={t('path.empty')} action={canEdit ? add : undefined}>
          {t('path.emptyText')}
        </EmptyState>
      ) : (
        <>
          <p className="text-ink-soft text-ui">
            {t('path.counts', {
              items: formatNumber(items.length),
              duration: formatDuration(reckonedMinutes * 60),
            })}
          </p>
          <PathList items={items} canEdit={canEdit} onChange={change} />
          {canEdit ? <div>{add}</div> : null}
        </>
      )}
      {picking ? (
        <ItemPicker
          picked={items.map(({ itemId }) => itemId)}
          onPick={(item) => change([...items, { ...item, status: 'approved' }])}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </div>
  );
}
