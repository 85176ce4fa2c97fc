import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type AttemptPaper,
  type LearnerAssessment,
  nextQuestion,
  submitAttempt,
} from '../../../contracts/attempts.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useHotkeys } from '../../ui/use-hotkeys.ts';
import { AttemptBar } from './attempt-bar.tsx';
import { AttemptQuestion } from './attempt-question.tsx';
import { isWhole } from './given-answers.ts';
import { learnerAssessmentQuery, paperQuery, resultQuery } from './queries.ts';
import { QuestionNavigator } from './question-navigator.tsx';
import { ServerClock } from './server-clock.ts';
import { SubmitDialog } from './submit-dialog.tsx';
import { useAnswers } from './use-answers.ts';

type Props = { assessment: LearnerAssessment; attemptId: string };

/** An attempt under way, on whichever device it was started. */
export function AttemptScreen({ assessment, attemptId }: Props) {
  const paper = useQuery(paperQuery(attemptId));
  const queryClient = useQueryClient();
  const done = useCallback(async () => {
    await queryClient.invalidateQueries({ queryKey: ['my-courses'] });
    await queryClient.invalidateQueries(
      learnerAssessmentQuery(assessment.courseId, assessment.lessonId),
    );
  }, [queryClient, assessment.courseId, assessment.lessonId]);
  if (paper.error && !paper.data)
    return <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />;
  if (!paper.data) return <Skeleton className="h-96" />;
  if (paper.data.status !== 'in_progress') return <Over onSeen={done} />;
  return <Paper paper={paper.data} onDone={done} />;
}

/** It was handed in elsewhere, or its time is up. */
function Over({ onSeen }: { onSeen: () => Promise<void> }) {
  const { t } = useTranslation('assessment');
  return (
    <div className="grid justify-items-start gap-4" role="status">
      <p>{t('attempt.over')}</p>
      <Button variant="primary" onClick={() => void onSeen()}>
        {t('attempt.toResult')}
      </Button>
    </div>
  );
}

function Paper({ paper, onDone }: { paper: AttemptPaper; onDone: () => Promise<void> }) {
  const { t } = useTranslation('assessment');
  const queryClient = useQueryClient();
  const clock = useRef<ServerClock>(null);
  if (clock.current === null) {
    clock.current = new ServerClock();
    clock.current.set(paper.serverTime);
  }
  const [deadlineAt, setDeadlineAt] = useState(paper.deadlineAt);
  const { answers, give, flush, state, refusal } = useAnswers(paper, clock.current, setDeadlineAt);
  const [place, setPlace] = useState(0);
  const [flagged, setFlagged] = useState<ReadonlySet<number>>(new Set());
  const [handingIn, setHandingIn] = useState(false);
  const params = { id: paper.id };
  const submit = useMutation({
    mutationFn: async () => {
      await flush();
      return api(submitAttempt, { params });
    },
    onSuccess: async (result) => {
      queryClient.setQueryData(resultQuery(paper.id).queryKey, result);
      await onDone();
    },
  });
  const next = useMutation({
    mutationFn: async (from: number) => {
      await flush();
      return api(nextQuestion, { params, body: { from } });
    },
    onSuccess: (now) => {
      queryClient.setQueryData(paperQuery(paper.id).queryKey, now);
      window.scrollTo({ top: 0 });
    },
  });
  const oneByOne = paper.questionLayout === 'one';
  const forward = oneByOne && !paper.allowBack;
  const index = forward ? 0 : Math.min(place, paper.questions.length - 1);
  const shown = oneByOne ? paper.questions.slice(index, index + 1) : paper.questions;
  const current = shown[0];
  const isLast = forward
    ? paper.currentPosition >= paper.questionCount
    : index === paper.questions.length - 1;
  const answered = (position: number) => {
    const one = paper.questions.find((question) => question.position === position);
    return one !== undefined && isWhole(one.question, answers[position] ?? null);
  };
  const goTo = (to: number) => {
    setPlace(Math.max(0, Math.min(paper.questions.length - 1, to)));
    if (oneByOne) window.scrollTo({ top: 0 });
    else document.getElementById(`question-${to + 1}`)?.scrollIntoView();
  };
  const flag = (position: number) => {
    const changed = new Set(flagged);
    if (!changed.delete(position)) changed.add(position);
    setFlagged(changed);
  };
  useHotkeys([
    {
      keys: 'j',
      description: t('attempt.next'),
      run: () => goTo(index + 1),
      disabled: !oneByOne || forward || isLast,
    },
    {
      keys: 'k',
      description: t('attempt.previous'),
      run: () => goTo(index - 1),
      disabled: !oneByOne || forward || index === 0,
    },
  ]);
  const error = refusal ?? submit.error ?? next.error;
  return (
    <div className="grid gap-6">
      <AttemptBar
        clock={clock.current}
        deadlineAt={deadlineAt}
        state={state}
        onEnd={() => submit.mutate()}
      />
      {error ? <ErrorState compact error={error} /> : null}
      {forward ? (
        <p className="text-ink-soft text-ui">
          {t('attempt.place', {
            n: formatNumber(paper.currentPosition),
            count: paper.questionCount,
          })}
        </p>
      ) : (
        <QuestionNavigator
          count={paper.questions.length}
          current={oneByOne ? index : null}
          answered={answered}
          flagged={flagged}
          onOpen={goTo}
        />
      )}
      {shown.map((one) => (
        <AttemptQuestion
          key={one.position}
          question={one}
          count={paper.questionCount}
          answer={answers[one.position] ?? null}
          withSection={
            one.position === 1 ||
            paper.questions.find(({ position }) => position === one.position - 1)?.sectionTitle !==
              one.sectionTitle
          }
          flagged={flagged.has(one.position)}
          onFlag={forward ? undefined : () => flag(one.position)}
          onGive={(answer, elapsedMs) => give(one.position, answer, elapsedMs)}
        />
      ))}
      <div className="flex flex-wrap justify-between gap-3 border-line border-t pt-5">
        {oneByOne && !forward ? (
          <Button disabled={index === 0} onClick={() => goTo(index - 1)}>
            {t('attempt.previous')}
          </Button>
        ) : (
          <span />
        )}
        <div className="flex flex-wrap gap-3">
          {oneByOne && !isLast ? (
            <Button
              variant="primary"
              loading={next.isPending}
              onClick={() => (forward && current ? next.mutate(current.position) : goTo(index + 1))}
            >
              {t('attempt.next')}
            </Button>
          ) : null}
          {!oneByOne || isLast || !forward ? (
            <Button
              variant={!oneByOne || isLast ? 'primary' : 'secondary'}
              onClick={() => setHandingIn(true)}
            >
              {t('attempt.submit')}
            </Button>
          ) : null}
        </div>
      </div>
      <SubmitDialog
        open={handingIn}
        onOpenChange={setHandingIn}
        unanswered={
          forward
            ? []
            : paper.questions
                .filter(({ position }) => !answered(position))
                .map((one) => one.position)
        }
        flagged={[...flagged].sort((a, b) => a - b)}
        busy={submit.isPending}
        error={submit.error}
        onGoTo={(position) => {
          setHandingIn(false);
          goTo(position - 1);
        }}
        onSubmit={() => submit.mutate()}
      />
    </div>
  );
}
