import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LearnerAssessment } from '../../../contracts/attempts.ts';
import {
  listOwnSubmissions,
  type Submission,
  startSubmission,
} from '../../../contracts/submissions.ts';
import { api } from '../../api/client.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDateTime, formatNumber, formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { submissionsKey } from './queries.ts';
import { Rubric } from './rubric.tsx';
import { Rules } from './rules.tsx';
import { SubmissionEditor } from './submission-editor.tsx';
import { SubmissionText } from './submission-text.tsx';

const TONES: Record<Submission['status'], Tone> = {
  draft: 'neutral',
  submitted: 'accent',
  returned: 'caution',
  graded: 'positive',
};

/** A project or an assignment: what is asked, the work under way, what was said of earlier work. */
export function SubmissionPanel({ assessment }: { assessment: LearnerAssessment }) {
  const { t } = useTranslation('assessment');
  const queryClient = useQueryClient();
  const queryKey = submissionsKey(assessment.id);
  const own = useQuery({
    queryKey,
    queryFn: ({ signal }) => api(listOwnSubmissions, { params: { id: assessment.id }, signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
  });
  const start = useMutation({
    mutationFn: () => api(startSubmission, { params: { id: assessment.id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  if (own.error && !own.data)
    return <ErrorState error={own.error} onRetry={() => void own.refetch()} />;
  if (!own.data) return <Skeleton className="h-64" />;
  const { items, canStart } = own.data;
  const draft = items.find(({ status }) => status === 'draft');
  const earlier = items.filter(({ status }) => status !== 'draft');
  return (
    <div className="grid gap-6">
      <Rules assessment={assessment} />
      <Rubric criteria={assessment.gradingCriteria} />
      {assessment.finalPercent === null ? null : (
        <Callout
          tone={assessment.passed ? 'positive' : 'caution'}
          title={t(assessment.passed ? 'final.passed' : 'final.notPassed', {
            percent: formatPercent(assessment.finalPercent / 100),
          })}
        />
      )}
      {start.error ? <ErrorState compact error={start.error} /> : null}
      {draft ? <SubmissionEditor key={draft.id} submission={draft} /> : null}
      {!draft && canStart ? (
        <Button
          variant="primary"
          size="large"
          className="justify-self-start"
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t(earlier.length > 0 ? 'work.again' : 'work.start')}
        </Button>
      ) : null}
      {!draft && !canStart && items.length === 0 ? (
        <Callout
          title={t(assessment.state === 'open' ? 'start.used_up' : `start.${assessment.state}`)}
        />
      ) : null}
      {earlier.length > 0 ? (
        <Section title={t('work.earlier')}>
          <ul className="grid gap-8">
            {earlier.map((submission) => (
              <li key={submission.id}>
                <Handed submission={submission} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}

/** Work that was handed in, with what its grader said. */
function Handed({ submission }: { submission: Submission }) {
  const { t } = useTranslation('assessment');
  return (
    <article className="grid gap-4">
      <p className="flex flex-wrap items-center gap-3">
        <span className="font-semibold">
          {t('work.number', { n: formatNumber(submission.number) })}
        </span>
        <Badge tone={TONES[submission.status]}>{t(`work.status.${submission.status}`)}</Badge>
        {submission.late ? <Badge tone="caution">{t('work.late')}</Badge> : null}
        {submission.submittedAt ? (
          <span className="text-ink-soft text-sm">{formatDateTime(submission.submittedAt)}</span>
        ) : null}
        {submission.percent === null ? null : (
          <span className="font-medium">
            {t('result.score', {
              score: formatNumber(submission.points ?? 0),
              max: formatNumber(submission.maxPoints),
              percent: formatPercent(submission.percent / 100),
            })}
          </span>
        )}
      </p>
      {submission.feedback ? (
        <Callout tone="accent" title={t('result.comment')}>
          <p dir="auto" className="whitespace-pre-line">
            {submission.feedback}
          </p>
        </Callout>
      ) : null}
      {submission.criteria.length > 0 ? (
        <Rubric criteria={submission.rubric} grades={submission.criteria} />
      ) : null}
      <SubmissionText submission={submission} />
      {submission.files.length > 0 ? (
        <ul className="grid gap-1.5">
          {submission.files.map((file) => (
            <li key={file.id}>
              <a href={file.url} download={file.name} className="break-all text-link text-ui">
                {file.name}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  );
}
