import type { Deps, Module } from '../../deps.ts';
import { createModelAids } from '../generation/index.ts';
import { learningRoutes } from './routes.ts';
import { createExplainService } from './service/explain.ts';
import { createFeedbackService } from './service/feedback.ts';
import { createHomeService } from './service/home.ts';
import { createOpenAnswerService } from './service/open-answers.ts';
import { createProgressService } from './service/progress.ts';
import { createStudyService } from './service/study.ts';

export {
  type HistoryItem,
  type HistoryLearner,
  insertHistory,
  selectHistoryLibrary,
  simulateHistory,
} from './history.ts';
export {
  answerItem,
  listAnswered,
  openHints,
} from './lesson-items.ts';
export {
  answerOfPinned,
  type PinnedQuestion,
  type PinnedResult,
  type PractisedAnswer,
  practisePinned,
  readPinned,
  showPinned,
  tellPinned,
} from './pinned-question.ts';
export { arrangeChoices, viewQuestion } from './step-view.ts';
export { tryItem } from './try-item.ts';

export function learningModule(deps: Deps): Module {
  const aids = createModelAids(deps);
  return {
    name: 'learning',
    routes: learningRoutes({
      study: createStudyService(deps),
      progress: createProgressService(deps),
      home: createHomeService(deps),
      feedback: createFeedbackService(deps),
      openAnswers: createOpenAnswerService(deps, aids),
      explain: createExplainService(deps, aids),
      aids,
    }),
  };
}
