import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { StepAnswer } from '../../../contracts/learning.ts';
import {
  answerMilestone,
  type PlayerMilestone,
  type PlayerMilestoneDetail,
  type WatchState,
} from '../../../contracts/player.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber, formatTimecode } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { QuestionForm } from '../learning/answers/question-form.tsx';
import { StepResultPanel } from '../learning/step-result.tsx';
import { useStopwatch } from '../learning/use-stopwatch.ts';
import { milestoneQuery } from './queries.ts';

type Detail = z.output<typeof PlayerMilestoneDetail>;
type Question = Detail['questions'][number];

const canAnswer = ({ correct, attemptsLeft }: Question) =>
  !correct && (attemptsLeft === null || attemptsLeft > 0);

/** The questions at a second of the video: asked, checked and explained, then on or back. */
export function MilestonePanel({
  lessonId,
  milestone,
  preview,
  onAnswered,
  onBack,
  onContinue,
}: {
  lessonId: string;
  milestone: PlayerMilestone;
  preview: boolean;
  onAnswered: (milestone: Detail, watch: WatchState) => void;
  /** To the second that explains it. */
  onBack: (seconds: number) => void;
  onContinue: () => void;
}) {
  const { t } = useTranslation('video');
  const detail = useQuery(milestoneQuery(lessonId, milestone.id));
  const top = useRef<HTMLHeadingElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const panel = useRef<HTMLElement>(null);
  const toTop = () => top.current?.focus({ preventScroll: true });
  const loaded = detail.data !== undefined;
  useEffect(() => {
    top.current?.focus({ preventScroll: true });
    // Once more when the question is there and the panel has its size.
    if (loaded || top.current) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [loaded]);
  const questions = detail.data?.questions ?? [];
  // Chosen once: an answer must not lead on before its explanation was read.
  if (at === null && detail.data) setAt(Math.max(0, questions.findIndex(canAnswer)));
  const index = at ?? 0;
  const question = at === null ? undefined : questions[index];
  const mayGoOn = !milestone.isRequired || detail.data?.state === 'passed' || preview;
  return (
    <section
      ref={panel}
      aria-labelledby={`milestone-${milestone.id}`}
      className="grid gap-5 rounded-panel border border-accent bg-surface p-5"
    >
      <header className="grid gap-1">
        <h2
          ref={top}
          id={`milestone-${milestone.id}`}
          tabIndex={-1}
          dir="auto"
          className="font-semibold text-lg outline-none"
        >
          {milestone.title}
        </h2>
        <p className="text-ink-soft text-sm">
          <span dir="ltr">{formatTimecode(milestone.atSeconds)}</span>
          {questions.length > 1
            ? ` · ${t('milestones.of', { n: formatNumber(index + 1), count: questions.length })}`
            : ''}
          {milestone.isRequired ? ` · ${t('milestones.required')}` : ''}
        </p>
      </header>
      {detail.error ? (
        <ErrorState compact error={detail.error} onRetry={() => void detail.refetch()} />
      ) : null}
      {detail.isPending ? <Skeleton className="h-40" /> : null}
      {question ? (
        <Ask
          key={`${question.itemId} ${index}`}
          lessonId={lessonId}
          milestoneId={milestone.id}
          question={question}
          isLast={index === questions.length - 1}
          onAnswered={onAnswered}
          onBack={onBack}
          onNext={() => {
            setAt(index + 1);
            toTop();
          }}
          onAgain={toTop}
        />
      ) : null}
      {detail.data?.state === 'exhausted' ? (
        <Callout tone="negative" title={t('milestones.exhausted')}>
          {t('milestones.exhaustedText')}
        </Callout>
      ) : null}
      {mayGoOn ? (
        <Button
          variant={detail.data?.state === 'passed' ? 'primary' : 'secondary'}
          className="justify-self-start"
          onClick={onContinue}
        >
          {t(detail.data?.state === 'passed' ? 'milestones.continue' : 'milestones.skip')}
        </Button>
      ) : null}
    </section>
  );
}

function Ask({
  lessonId,
  milestoneId,
  question,
  isLast,
  onAnswered,
  onBack,
  onNext,
  onAgain,
}: {
  lessonId: string;
  milestoneId: string;
  question: Question;
  isLast: boolean;
  onAnswered: (milestone: Detail, watch: WatchState) => void;
  onBack: (seconds: number) => void;
  onNext: () => void;
  onAgain: () => void;
}) {
  const { t } = useTranslation('video');
  const queryClient = useQueryClient();
  // The question as it was asked: a new try begins only when the learner wants it.
  const [asked, setAsked] = useState(question);
  const elapsed = useStopwatch(`${asked.itemId} ${asked.attempt}`);
  const answer = useMutation({
    mutationFn: (given: StepAnswer) =>
      api(answerMilestone, {
        params: { lessonId, id: milestoneId },
        body: {
          itemId: asked.itemId,
          attempt: asked.attempt,
          answer: given,
          responseMs: elapsed(),
        },
      }),
    onSuccess: ({ milestone, watch }) => {
      queryClient.setQueryData(milestoneQuery(lessonId, milestoneId).queryKey, milestone);
      void queryClient.invalidateQueries({ queryKey: ['my-courses'] });
      onAnswered(milestone, watch);
    },
  });
  const loadAgain = async () => {
    const now = await queryClient.fetchQuery(milestoneQuery(lessonId, milestoneId));
    setAsked((before) => now.questions.find(({ itemId }) => itemId === before.itemId) ?? before);
    answer.reset();
  };
  const done = answer.data;
  const result = useRef<HTMLDivElement>(null);
  // The field that had the focus is gone: the keyboard goes on at the ways from here.
  useEffect(() => {
    if (done) result.current?.focus({ preventScroll: true });
  }, [done]);
  const newest = done?.milestone.questions.find(({ itemId }) => itemId === asked.itemId);
  const { item } = asked;
  if (item.type !== 'question') return null;
  if (!done && !canAnswer(asked))
    return (
      <div className="grid gap-4">
        <p dir="auto" className="font-semibold">
          {item.stem}
        </p>
        <p>{t(asked.correct ? 'milestones.alreadyRight' : 'milestones.noTries')}</p>
        {isLast ? null : (
          <Button className="justify-self-start" onClick={onNext}>
            {t('milestones.next')}
          </Button>
        )}
      </div>
    );
  return (
    <div className="grid gap-5">
      {answer.error ? (
        <ErrorState compact error={answer.error} onRetry={() => void loadAgain()} />
      ) : null}
      <QuestionForm
        key={asked.attempt}
        keys
        item={item}
        result={done?.result ?? null}
        busy={answer.isPending}
        headingLevel={3}
        asksConfidence={false}
        onAnswer={(given) => answer.mutate(given)}
      />
      {!done && asked.attemptsLeft !== null ? (
        <p className="text-ink-soft text-sm">
          {t('milestones.tries', { count: asked.attemptsLeft })}
        </p>
      ) : null}
      {done ? (
        <div ref={result} tabIndex={-1} className="grid gap-5 outline-none">
          <StepResultPanel
            result={done.result}
            source={{
              materialId: null,
              materialTitle: t('milestones.source'),
              places: done.sources,
            }}
          />
          <div className="flex flex-wrap gap-3">
            {done.backToSeconds === null ? null : (
              <Button onClick={() => onBack(done.backToSeconds ?? 0)}>
                {t('milestones.back', { time: formatTimecode(done.backToSeconds) })}
              </Button>
            )}
            {newest && canAnswer(newest) ? (
              <Button
                variant="primary"
                onClick={() => {
                  setAsked(newest);
                  answer.reset();
                  onAgain();
                }}
              >
                {newest.attemptsLeft === null
                  ? t('milestones.again')
                  : t('milestones.againLeft', { count: newest.attemptsLeft })}
              </Button>
            ) : null}
            {!isLast && newest && !canAnswer(newest) ? (
              <Button variant="primary" onClick={onNext}>
                {t('milestones.next')}
              </Button>
            ) : null}
          </div>
        </div>
      ) : null}
    </div>
  );
}
