import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AttemptSummary,
  type LearnerAssessment,
  startAttempt,
} from '../../../contracts/attempts.ts';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDateTime, formatNumber, formatPercent } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { learnerAssessmentQuery, paperQuery } from './queries.ts';
import { ResultPanel } from './result-panel.tsx';
import { Rules } from './rules.tsx';

/** Before and after attempts: the rules, what came out so far, and the way in. */
export function StartPanel({ assessment }: { assessment: LearnerAssessment }) {
  const { t } = useTranslation('assessment');
  const queryClient = useQueryClient();
  const [shown, setShown] = useState<string | null>(assessment.attempts[0]?.id ?? null);
  const start = useMutation({
    mutationFn: () => api(startAttempt, { params: { id: assessment.id } }),
    onSuccess: (paper) => {
      queryClient.setQueryData(paperQuery(paper.id).queryKey, paper);
      queryClient.setQueryData(
        learnerAssessmentQuery(assessment.courseId, assessment.lessonId).queryKey,
        { ...assessment, openAttemptId: paper.id },
      );
      window.scrollTo({ top: 0 });
    },
  });
  return (
    <div className="grid gap-6">
      <Rules assessment={assessment} />
      {assessment.finalPercent === null ? null : (
        <Callout
          tone={assessment.passed ? 'positive' : 'caution'}
          title={t(assessment.passed ? 'final.passed' : 'final.notPassed', {
            percent: formatPercent(assessment.finalPercent / 100),
          })}
        />
      )}
      {assessment.exempt ? <Callout title={t('final.exempt')} /> : null}
      {start.error ? <ErrorState compact error={start.error} /> : null}
      {assessment.state === 'open' ? (
        <div className="grid justify-items-start gap-2">
          <Button
            variant="primary"
            size="large"
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            {t(assessment.attempts.length > 0 ? 'start.again' : 'start.first')}
          </Button>
          {assessment.timeLimitMinutes === null ? null : (
            <p className="text-ink-soft text-sm">{t('start.clock')}</p>
          )}
        </div>
      ) : (
        <Callout tone="neutral" title={t(`start.${assessment.state}`)}>
          {assessment.state === 'not_open' && assessment.opensAt
            ? formatDateTime(assessment.opensAt)
            : null}
        </Callout>
      )}
      {assessment.attempts.length > 0 ? (
        <Section title={t('attempts.title')}>
          <ul className="grid divide-y divide-line">
            {assessment.attempts.map((attempt) => (
              <AttemptRow
                key={attempt.id}
                attempt={attempt}
                open={shown === attempt.id}
                onOpen={() => setShown(shown === attempt.id ? null : attempt.id)}
              />
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}

function AttemptRow({
  attempt,
  open,
  onOpen,
}: {
  attempt: AttemptSummary;
  open: boolean;
  onOpen: () => void;
}) {
  const { t } = useTranslation('assessment');
  return (
    <li className="grid gap-4 py-3">
      <div className="flex flex-wrap items-center gap-3">
        <span className="font-medium">
          {t('attempts.number', { n: formatNumber(attempt.number) })}
        </span>
        <span className="text-ink-soft text-sm">
          {formatDateTime(attempt.submittedAt ?? attempt.startedAt)}
        </span>
        {attempt.percent === null ? (
          <Badge>{t(attempt.status === 'submitted' ? 'attempts.waiting' : 'attempts.held')}</Badge>
        ) : (
          <Badge tone={attempt.passed ? 'positive' : 'caution'}>
            {formatPercent(attempt.percent / 100)} ·{' '}
            {t(attempt.passed ? 'attempts.passed' : 'attempts.notPassed')}
          </Badge>
        )}
        <Button
          size="small"
          variant="quiet"
          aria-expanded={open}
          onClick={onOpen}
          className="ms-auto"
        >
          {t(open ? 'attempts.hide' : 'attempts.show')}
        </Button>
      </div>
      {open ? <ResultPanel attemptId={attempt.id} /> : null}
    </li>
  );
}
