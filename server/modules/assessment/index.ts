import { z } from 'zod';
import type { Deps, Module } from '../../deps.ts';
import { defineTask } from '../../jobs/task.ts';
import { sheetPort } from '../../ports/sheet/index.ts';
import { createModelAids } from '../generation/index.ts';
import { practiceTask, practise } from './practice.ts';
import { attemptsRoutes } from './routes/attempts.ts';
import { authoringRoutes } from './routes/authoring.ts';
import { gradingRoutes } from './routes/grading.ts';
import { submissionsRoutes } from './routes/submissions.ts';
import { serveFiles } from './serve-files.ts';
import { createAnalysisService } from './service/analysis.ts';
import { createAttemptsService } from './service/attempts.ts';
import { createGradebookService } from './service/gradebook.ts';
import { createGradingService } from './service/grading.ts';
import { createOverridesService } from './service/overrides.ts';
import { createRegradeService } from './service/regrade.ts';
import { createSettingsService } from './service/settings.ts';
import { createStructureService } from './service/structure.ts';
import { createSubmissionGradingService } from './service/submission-grading.ts';
import { createSubmissionsService } from './service/submissions.ts';
import { createWritingService } from './service/writing.ts';
import { handInOverdue } from './sweep.ts';

export { type AssessmentInput, insertWholeAssessments } from './insert-whole.ts';

export function assessmentModule(deps: Deps): Module {
  const aids = createModelAids(deps);
  const gradebook = createGradebookService(deps);
  const submissions = createSubmissionsService(deps);
  return {
    name: 'assessment',
    routes: [
      ...authoringRoutes({
        settings: createSettingsService(deps),
        structure: createStructureService(deps),
        overrides: createOverridesService(deps),
        analysis: createAnalysisService(deps),
        regrade: createRegradeService(deps),
        writing: createWritingService(deps),
      }),
      ...attemptsRoutes(createAttemptsService(deps)),
      ...submissionsRoutes(submissions),
      ...gradingRoutes({
        grading: createGradingService(deps, aids),
        submissionGrading: createSubmissionGradingService(deps, aids),
        gradebook,
      }),
    ],
    tasks: [
      defineTask({
        ...practiceTask,
        concurrency: 1,
        retries: 3,
        timeoutSeconds: 60,
        run: (payload) => practise(deps, payload),
      }),
      defineTask({
        name: 'assessment.hand-in',
        payload: z.object({}),
        concurrency: 1,
        retries: 1,
        timeoutSeconds: 300,
        cron: '* * * * *',
        run: (_payload, { signal }) => handInOverdue(deps, signal),
      }),
    ],
    mount: serveFiles({ submissions, gradebook, sheet: sheetPort }),
  };
}
