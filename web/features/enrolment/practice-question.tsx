import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownQuestion } from '../../../contracts/learning.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { QuestionForm } from '../learning/answers/question-form.tsx';
import { StepResultPanel } from '../learning/step-result.tsx';
import { usePractice } from './use-practice.ts';

type Props = {
  courseId: string;
  lessonId: string;
  itemId: string;
  question: ShownQuestion;
  source: { materialId: string; materialTitle: string };
  onDone?: () => void;
};

/** A question in a lesson; it can be tried again as often as the learner likes. */
export function PracticeQuestion(props: Props) {
  const [attempt, setAttempt] = useState(0);
  return <Attempt key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />;
}

function Attempt({
  courseId,
  lessonId,
  itemId,
  question,
  source,
  onDone,
  onAgain,
}: Props & { onAgain: () => void }) {
  const { t } = useTranslation('enrolment');
  const { answer, hints } = usePractice(courseId, lessonId, itemId);
  const opened = hints.data?.hints ?? [];
  const done = answer.data;
  return (
    <div className="grid gap-5">
      {answer.error ? <ErrorState compact error={answer.error} /> : null}
      {hints.error ? <ErrorState compact error={hints.error} /> : null}
      <QuestionForm
        item={{ ...question, hints: opened }}
        result={done?.result ?? null}
        busy={answer.isPending}
        onAnswer={(given) => answer.mutate(given, { onSuccess: () => onDone?.() })}
        hint={
          question.hintCount > 0
            ? { run: () => hints.mutate(opened.length + 1), busy: hints.isPending }
            : undefined
        }
      />
      {done ? (
        <>
          <StepResultPanel result={done.result} source={{ ...source, places: done.sources }} />
          {done.result.pending ? null : (
            <Button size="small" className="justify-self-start" onClick={onAgain}>
              {t('practice.again')}
            </Button>
          )}
        </>
      ) : null}
    </div>
  );
}
