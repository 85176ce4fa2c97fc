// The only door of this module to the items module's rules.
export {
  type GradableQuestion,
  gradeAnswer,
  guessRate,
  type QuestionResponse,
  responseSchemaFor,
} from '../items/index.ts';
