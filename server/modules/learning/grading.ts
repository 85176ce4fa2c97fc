// The only door of this module to the items module's rules.
export {
  type GradableQuestion,
  type GradeResult,
  gradeAnswer,
  guessRate,
  type QuestionResponse,
  responseSchemaFor,
} from '../items/index.ts';
