import { QuestionForm } from './answers/question-form.tsx';
import type { StepProps } from './step-props.ts';

/** Any question of a session. */
export function QuestionStep({ step, study, send }: StepProps) {
  const { item, result } = step;
  if (item.type !== 'question') return null;
  return (
    <QuestionForm
      keys
      item={item}
      result={result}
      busy={study.answer.isPending}
      onAnswer={send}
      hint={{ run: () => study.reveal.mutate('hint'), busy: study.reveal.isPending }}
    />
  );
}
