import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  type AttemptResult,
  gradeAttemptAnswer,
  reviewAttempt,
  suggestAttemptGrade,
} from '../../../../contracts/attempts.ts';
import { aidsQuery } from '../../../api/aids.ts';
import { api } from '../../../api/client.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field, TextArea, TextInput } from '../../../ui/field.tsx';
import { formatDateTime, formatNumber, formatPercent } from '../../../ui/format.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { useHotkeys } from '../../../ui/use-hotkeys.ts';
import { stemOf } from '../../learning/answers/question-form.tsx';
import { StepResultPanel } from '../../learning/step-result.tsx';
import { RubricForm } from './rubric-form.tsx';
import { useNextWork } from './use-next-work.ts';

const keyOf = (id: string) => ['attempt-review', id];

/** An attempt with its answers and keys; essays are graded here, other points can be put right. */
export function AttemptPage() {
  const { t } = useTranslation(['assessing', 'common']);
  const { attemptId } = useParams({ from: '/app/grading/attempts/$attemptId' });
  const next = useNextWork();
  const attempt = useQuery({
    queryKey: keyOf(attemptId),
    queryFn: ({ signal }) => api(reviewAttempt, { params: { id: attemptId }, signal }),
    refetchOnWindowFocus: false,
  });
  useHotkeys([{ keys: 'n', description: t('queue.next'), run: () => void next() }]);
  if (attempt.error)
    return <ErrorState wholePage error={attempt.error} onRetry={() => void attempt.refetch()} />;
  if (!attempt.data) return <Skeleton className="h-96" />;
  const { data } = attempt;
  return (
    <div className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-6">
      <PageHeader
        title={data.title}
        back={
          <Link to="/grading" className="text-link">
            {t('queue.back')}
          </Link>
        }
        actions={<Button onClick={() => void next()}>{t('queue.next')}</Button>}
      >
        <p className="flex flex-wrap items-center gap-2">
          <bdi className="font-medium text-ink">{data.userName}</bdi>
          <span>{formatDateTime(data.submittedAt ?? data.startedAt)}</span>
          <Badge tone={data.passed ? 'positive' : 'neutral'}>
            {data.percent === null
              ? t(`attempts.${data.status}`)
              : `${formatNumber(data.score ?? 0)} / ${formatNumber(data.maxScore)} · ${formatPercent(data.percent / 100)}`}
          </Badge>
        </p>
      </PageHeader>
      <ol className="grid gap-10">
        {data.questions.map((question) => (
          <Answer
            key={`${question.position} ${question.score} ${question.suggestion ? 1 : 0}`}
            attempt={data}
            question={question}
            onGraded={next}
          />
        ))}
      </ol>
    </div>
  );
}

function Answer({
  attempt,
  question,
  onGraded,
}: {
  attempt: AttemptResult;
  question: AttemptResult['questions'][number];
  onGraded: () => Promise<void>;
}) {
  const { t } = useTranslation(['assessing', 'grading', 'common']);
  const queryClient = useQueryClient();
  const { data: aids } = useQuery(aidsQuery);
  const params = { id: attempt.id, position: question.position };
  const keep = (now: AttemptResult) => queryClient.setQueryData(keyOf(attempt.id), now);
  const grade = useMutation({
    mutationFn: (body: Parameters<typeof bodyOf>[0]) =>
      api(gradeAttemptAnswer, { params, body: bodyOf(body) }),
    onSuccess: async (now) => {
      keep(now);
      showToast({ message: t('grading:saved', { name: attempt.userName }), tone: 'positive' });
      if (attempt.status === 'submitted' && now.status === 'graded') await onGraded();
    },
  });
  const suggest = useMutation({
    mutationFn: () => api(suggestAttemptGrade, { params }),
    onSuccess: keep,
  });
  const error = grade.error ?? suggest.error;
  const essay = question.rubric.length > 0;
  return (
    <li className="grid gap-4 border-line border-t pt-5">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 dir="auto" className="font-semibold">
          {formatNumber(question.position)}. {stemOf(question.question)}
        </h2>
        <span className="text-ink-soft text-sm tabular-nums">
          {question.score === null ? t('attempts.submitted') : formatNumber(question.score)} /{' '}
          {formatNumber(question.points)}
        </span>
      </div>
      {error ? <ErrorState compact error={error} /> : null}
      <StepResultPanel
        result={{ ...question.result, mastery: [], nextDueAt: null, explained: null }}
        source={{ materialId: null, materialTitle: '', places: question.sources }}
      />
      {essay ? (
        <RubricForm
          rubric={question.rubric}
          criteria={question.criteria}
          comment={question.comment}
          suggestion={question.suggestion}
          saving={grade.isPending}
          onSave={(criteria, comment) => grade.mutate({ criteria, comment })}
        >
          {question.score === null && question.suggestion === null && aids?.suggestsGrades ? (
            <Button loading={suggest.isPending} onClick={() => suggest.mutate()}>
              {t('grading:suggest')}
            </Button>
          ) : null}
        </RubricForm>
      ) : (
        <details>
          <summary className="cursor-pointer text-ink-soft text-ui">
            {t('grading.otherPoints')}
          </summary>
          <form
            className="grid gap-3 pt-3 sm:grid-cols-[7rem_1fr_auto] sm:items-end"
            onSubmit={(event) => {
              event.preventDefault();
              const data = new FormData(event.currentTarget);
              grade.mutate({
                points: Number(data.get('points')),
                comment: String(data.get('comment')),
              });
            }}
          >
            <Field label={t('grading.pointsOf', { max: formatNumber(question.points) })} required>
              <TextInput
                name="points"
                type="number"
                min={0}
                max={question.points}
                step="any"
                required
                defaultValue={question.score ?? ''}
              />
            </Field>
            <Field label={t('grading:comment')}>
              <TextArea
                name="comment"
                rows={1}
                maxLength={4000}
                defaultValue={question.comment ?? ''}
              />
            </Field>
            <Button type="submit" loading={grade.isPending}>
              {t('common:action.save')}
            </Button>
          </form>
        </details>
      )}
    </li>
  );
}

/** Without an empty comment. */
function bodyOf({
  comment,
  ...body
}: {
  criteria?: { points: number; comment: string }[];
  points?: number;
  comment: string;
}) {
  return { ...body, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) };
}
