import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CriterionGrade } from '../../../../contracts/grading.ts';
import {
  addComment,
  deleteComment,
  getSubmission,
  gradeSubmission,
  returnSubmission,
  type Submission,
  suggestSubmissionGrade,
} from '../../../../contracts/submissions.ts';
import { aidsQuery } from '../../../api/aids.ts';
import { api } from '../../../api/client.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextArea } from '../../../ui/field.tsx';
import { formatBytes, formatDateTime, formatNumber } from '../../../ui/format.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Section } from '../../../ui/section.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { useHotkeys } from '../../../ui/use-hotkeys.ts';
import { SubmissionText } from '../submission-text.tsx';
import { CommentForm } from './comment-form.tsx';
import { RubricForm } from './rubric-form.tsx';
import { useNextWork } from './use-next-work.ts';

const keyOf = (id: string) => ['submission', id];

/** Work that was handed in: read, commented, graded by its rubric or given back. */
export function SubmissionPage() {
  const { submissionId } = useParams({ from: '/app/grading/submissions/$submissionId' });
  const submission = useQuery({
    queryKey: keyOf(submissionId),
    queryFn: ({ signal }) => api(getSubmission, { params: { id: submissionId }, signal }),
    refetchOnWindowFocus: false,
  });
  if (submission.error)
    return (
      <ErrorState wholePage error={submission.error} onRetry={() => void submission.refetch()} />
    );
  if (!submission.data) return <Skeleton className="h-96" />;
  return <Work key={submissionId} submission={submission.data} />;
}

function Work({ submission }: { submission: Submission }) {
  const { t } = useTranslation(['assessing', 'assessment', 'grading', 'common']);
  const queryClient = useQueryClient();
  const next = useNextWork();
  const [returning, setReturning] = useState(false);
  const { data: aids } = useQuery(aidsQuery);
  const params = { id: submission.id };
  const keep = (now: Submission) => queryClient.setQueryData(keyOf(submission.id), now);
  const refresh = () => queryClient.invalidateQueries({ queryKey: keyOf(submission.id) });
  const grade = useMutation({
    mutationFn: (body: { criteria: CriterionGrade[]; feedback?: string }) =>
      api(gradeSubmission, { params, body, ifMatch: `"${submission.revision}"` }),
    onSuccess: async (now) => {
      keep(now);
      showToast({ message: t('grading:saved', { name: now.userName }), tone: 'positive' });
      await next();
    },
  });
  const give = useMutation({
    mutationFn: (feedback: string) => api(returnSubmission, { params, body: { feedback } }),
    onSuccess: async (now) => {
      keep(now);
      setReturning(false);
      await next();
    },
  });
  const suggest = useMutation({
    mutationFn: () => api(suggestSubmissionGrade, { params }),
    onSuccess: keep,
  });
  const comment = useMutation({
    mutationFn: (body: { text: string; range: { start: number; end: number } | null }) =>
      api(addComment, { params, body }),
    onSuccess: refresh,
  });
  const uncomment = useMutation({
    mutationFn: (commentId: string) => api(deleteComment, { params: { ...params, commentId } }),
    onSettled: refresh,
  });
  useHotkeys([{ keys: 'n', description: t('queue.next'), run: () => void next() }]);
  const waits = submission.status === 'submitted';
  const error = grade.error ?? give.error ?? suggest.error ?? comment.error ?? uncomment.error;
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        title={submission.title}
        back={
          <Link to="/grading" className="text-link">
            {t('queue.back')}
          </Link>
        }
        actions={<Button onClick={() => void next()}>{t('queue.next')}</Button>}
      >
        <p className="flex flex-wrap items-center gap-2">
          <bdi className="font-medium text-ink">{submission.userName}</bdi>
          <span>{t('assessment:work.number', { n: formatNumber(submission.number) })}</span>
          <Badge>{t(`assessment:work.status.${submission.status}`)}</Badge>
          {submission.late ? <Badge tone="caution">{t('queue.late')}</Badge> : null}
          {submission.submittedAt ? <span>{formatDateTime(submission.submittedAt)}</span> : null}
        </p>
      </PageHeader>
      {error ? <ErrorState compact error={error} /> : null}
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-2">
        <div className="grid content-start gap-6">
          <SubmissionText
            submission={submission}
            action={(one) => (
              <Button
                size="small"
                variant="quiet"
                className="justify-self-start"
                onClick={() => uncomment.mutate(one.id)}
              >
                {t('common:action.remove')}
              </Button>
            )}
          />
          {submission.files.length > 0 ? (
            <ul className="grid gap-2">
              {submission.files.map((file) => (
                <li key={file.id} className="flex flex-wrap justify-between gap-3">
                  <a href={file.url} download={file.name} className="break-all text-link">
                    {file.name}
                  </a>
                  <span className="text-ink-soft text-sm">{formatBytes(file.bytes)}</span>
                </li>
              ))}
            </ul>
          ) : null}
          <CommentForm
            textLength={submission.text.length}
            busy={comment.isPending}
            onAdd={(text, range) => comment.mutateAsync({ text, range })}
          />
        </div>
        <Section title={t('assessment:rubric.title')}>
          <RubricForm
            key={`${submission.revision} ${submission.suggestion ? 'suggested' : ''}`}
            rubric={submission.rubric}
            criteria={submission.criteria}
            comment={submission.feedback}
            suggestion={submission.suggestion}
            saving={grade.isPending}
            onSave={(criteria, feedback) =>
              grade.mutate({ criteria, ...(feedback ? { feedback } : {}) })
            }
          >
            {waits ? (
              <Button onClick={() => setReturning(true)}>{t('grading.return')}</Button>
            ) : null}
            {waits && submission.suggestion === null && aids?.suggestsGrades ? (
              <Button loading={suggest.isPending} onClick={() => suggest.mutate()}>
                {t('grading:suggest')}
              </Button>
            ) : null}
          </RubricForm>
        </Section>
      </div>
      {returning ? (
        <ReturnDialog
          busy={give.isPending}
          onReturn={(feedback) => give.mutate(feedback)}
          onClose={() => setReturning(false)}
        />
      ) : null}
    </div>
  );
}

function ReturnDialog({
  busy,
  onReturn,
  onClose,
}: {
  busy: boolean;
  onReturn: (feedback: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['assessing', 'common']);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onReturn(String(new FormData(event.currentTarget).get('feedback')));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('grading.return')}
      description={t('grading.returnText')}
    >
      <form className="grid gap-4 pb-2" onSubmit={submit}>
        <Field label={t('grading.returnFeedback')} required>
          <TextArea name="feedback" rows={5} required maxLength={10_000} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="submit" variant="primary" loading={busy}>
            {t('grading.return')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
