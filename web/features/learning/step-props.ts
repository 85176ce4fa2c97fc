import type { StepAnswer, StudyStep } from '../../../contracts/learning.ts';
import type { Study } from './use-study.ts';

export type StepProps = {
  step: StudyStep;
  study: Study;
  /** Sends the answer, with the time that the step has been in view. */
  send: (answer: StepAnswer) => void;
};
