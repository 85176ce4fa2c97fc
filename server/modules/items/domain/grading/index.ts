export { type GradeResult, gradeAnswer } from './grade.ts';
export { type Match, matchText } from './match-text.ts';
export { normalizeAnswer } from './normalize.ts';
export { parseQuantity } from './number.ts';
export {
  type GradableOption,
  type GradableQuestion,
  gapsResponse,
  guessRate,
  MAX_ANSWER_LENGTH,
  MAX_ESSAY_LENGTH,
  optionResponse,
  type QuestionResponse,
  questionResponse,
  responseSchemaFor,
  textResponse,
} from './question.ts';
