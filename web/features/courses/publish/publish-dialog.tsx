import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseDraft, publishCourse } from '../../../../contracts/courses.ts';
import { api } from '../../../api/client.ts';
import { isApiProblem } from '../../../api/problem.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextArea } from '../../../ui/field.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { SkeletonText } from '../../../ui/skeleton.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { COURSES, changesQuery, courseKey, etagOf } from '../queries.ts';
import type { Selection } from '../tree/course-tree.tsx';
import { ChangeList } from './change-list.tsx';
import { ProblemList } from './problem-list.tsx';

/** What publishing would change for learners and what stands in its way; then publishes it. */
export function PublishDialog({
  draft,
  onClose,
  onGo,
}: {
  draft: CourseDraft;
  onClose: () => void;
  onGo: (row: Selection) => void;
}) {
  const { t } = useTranslation(['courses', 'common']);
  const queryClient = useQueryClient();
  const [note, setNote] = useState('');
  const compared = useQuery({ ...changesQuery(draft.id), gcTime: 0 });
  const publish = useMutation({
    mutationFn: ({ digest, revision }: { digest: string; revision: number }) =>
      api(publishCourse, {
        params: { id: draft.id },
        ifMatch: etagOf(revision),
        body: { note, digest },
      }),
    onSuccess: ({ version, course }) => {
      queryClient.setQueryData(courseKey(draft.id), course);
      void queryClient.invalidateQueries({ queryKey: COURSES });
      void queryClient.invalidateQueries({ queryKey: ['course', draft.id, 'versions'] });
      void queryClient.invalidateQueries({ queryKey: ['catalog'] });
      showToast({
        tone: 'positive',
        message: t('publish.done', { version: formatNumber(version) }),
      });
      onClose();
    },
  });
  const data = compared.data;
  const blocked = !data || data.problems.length > 0 || !data.hasChanges;
  const stale = isApiProblem(publish.error) && publish.error.status === 412;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={t('publish.title')}
      description={
        data
          ? data.publishedVersion === null
            ? t('publish.first')
            : t('publish.against', { version: formatNumber(data.publishedVersion) })
          : undefined
      }
      footer={
        <>
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button
            variant="primary"
            disabled={blocked}
            loading={publish.isPending}
            onClick={() => data && publish.mutate(data)}
          >
            {t('publish.publish')}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        {stale ? (
          <Callout tone="caution" live title={t('publish.stale')}>
            <Button
              size="small"
              onClick={() => {
                publish.reset();
                void compared.refetch();
              }}
            >
              {t('publish.again')}
            </Button>
          </Callout>
        ) : publish.error ? (
          <ErrorState compact error={publish.error} />
        ) : null}
        {compared.error ? (
          <ErrorState compact error={compared.error} onRetry={() => void compared.refetch()} />
        ) : null}
        {compared.isPending ? <SkeletonText lines={6} /> : null}
        {data && data.problems.length > 0 ? (
          <ProblemList problems={data.problems} onGo={onGo} />
        ) : null}
        {data && !data.hasChanges ? <p>{t('publish.nothing')}</p> : null}
        {data?.hasChanges ? (
          <ChangeList
            changes={data.changes}
            courseId={draft.id}
            isFirst={data.publishedVersion === null}
          />
        ) : null}
        {data?.hasChanges ? (
          <Field label={t('publish.note')} hint={t('publish.noteHint')} optional>
            <TextArea
              rows={2}
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
        ) : null}
      </div>
    </Dialog>
  );
}
