import * as contracts from '../../../../contracts/assessment.ts';
import { previewPaper } from '../../../../contracts/attempts.ts';
import { type Route, route } from '../../../http/route.ts';
import type { AnalysisService } from '../service/analysis.ts';
import type { OverridesService } from '../service/overrides.ts';
import type { RegradeService } from '../service/regrade.ts';
import type { SettingsService } from '../service/settings.ts';
import type { StructureService } from '../service/structure.ts';
import type { WritingService } from '../service/writing.ts';

export function authoringRoutes({
  settings,
  structure,
  overrides,
  analysis,
  regrade,
  writing,
}: {
  settings: SettingsService;
  structure: StructureService;
  overrides: OverridesService;
  analysis: AnalysisService;
  regrade: RegradeService;
  writing: WritingService;
}): Route[] {
  return [
    route(contracts.createAssessment, 'author', ({ tenant, params, body }) =>
      settings.create(tenant, { courseId: params.id, lessonId: params.lessonId }, body.kind),
    ),
    route(contracts.getAssessment, 'author', ({ tenant, params }) =>
      settings.get(tenant, params.id),
    ),
    route(contracts.patchAssessment, 'author', ({ tenant, params, body, ifMatch }) =>
      settings.patch(tenant, params.id, ifMatch, body),
    ),
    route(contracts.addSection, 'author', ({ tenant, params, body, ifMatch }) =>
      structure.addSection(tenant, { id: params.id, ifMatch }, body),
    ),
    route(contracts.patchSection, 'author', ({ tenant, params, body, ifMatch }) =>
      structure.patchSection(tenant, { id: params.id, ifMatch }, params.sectionId, body),
    ),
    route(contracts.deleteSection, 'author', ({ tenant, params, ifMatch }) =>
      structure.deleteSection(tenant, { id: params.id, ifMatch }, params.sectionId),
    ),
    route(contracts.addQuestions, 'author', ({ tenant, params, body, ifMatch }) =>
      structure.addQuestions(tenant, { id: params.id, ifMatch }, body),
    ),
    route(contracts.addPool, 'author', ({ tenant, params, body, ifMatch }) =>
      structure.addPool(tenant, { id: params.id, ifMatch }, body),
    ),
    route(contracts.patchEntry, 'author', ({ tenant, params, body, ifMatch }) =>
      structure.patchEntry(tenant, { id: params.id, ifMatch }, params.entryId, body),
    ),
    route(contracts.deleteEntry, 'author', ({ tenant, params, ifMatch }) =>
      structure.deleteEntry(tenant, { id: params.id, ifMatch }, params.entryId),
    ),
    route(contracts.listOverrides, 'author', ({ tenant, params, query }) =>
      overrides.list(tenant, params.id, query),
    ),
    route(contracts.putOverride, 'author', ({ tenant, params, body }) =>
      overrides.put(tenant, { assessmentId: params.id, userId: params.userId }, body),
    ),
    route(contracts.deleteOverride, 'author', ({ tenant, params }) =>
      overrides.remove(tenant, { assessmentId: params.id, userId: params.userId }),
    ),
    route(contracts.writeQuestion, 'author', ({ tenant, params, body }) =>
      writing.write(tenant, params.id, body),
    ),
    route(previewPaper, 'author', ({ tenant, params, query }) =>
      analysis.preview(tenant, params.id, query.seed),
    ),
    route(contracts.getAnalysis, 'author', ({ tenant, params }) =>
      analysis.analyse(tenant, params.id),
    ),
    route(contracts.getRegrade, 'author', ({ tenant, params }) =>
      regrade.preview(tenant, params.id),
    ),
    route(contracts.applyRegrade, 'author', ({ tenant, params, body }) =>
      regrade.apply(tenant, params.id, body),
    ),
  ];
}
