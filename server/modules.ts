import type { Deps, Module } from './deps.ts';
import { aiModule } from './modules/ai/index.ts';
import { assessmentModule } from './modules/assessment/index.ts';
import { auditModule } from './modules/audit/index.ts';
import { authoringModule } from './modules/authoring/index.ts';
import { calibrationModule } from './modules/calibration/index.ts';
import { coursesModule } from './modules/courses/index.ts';
import { demoModule } from './modules/demo/index.ts';
import { enrolmentModule } from './modules/enrolment/index.ts';
import { createRegenerator, generationModule } from './modules/generation/index.ts';
import { ingestionModule } from './modules/ingestion/index.ts';
import { itemsModule } from './modules/items/index.ts';
import { learningModule } from './modules/learning/index.ts';
import { libraryModule } from './modules/library/index.ts';
import { provenanceModule } from './modules/provenance/index.ts';
import { reviewModule } from './modules/review/index.ts';
import { searchModule } from './modules/search/index.ts';
import { tenancyModule } from './modules/tenancy/index.ts';
import { upkeepModule } from './modules/upkeep/index.ts';

/**
 * All modules, in order: each may use those above it, none below. Identity stands at the top and
 * is not in the list, because the app asks it who is calling.
 */
export const MODULES: readonly ((deps: Deps) => Module)[] = [
  tenancyModule,
  auditModule,
  aiModule,
  libraryModule,
  ingestionModule,
  itemsModule,
  generationModule,
  (deps) => reviewModule(deps, createRegenerator(deps)),
  searchModule,
  learningModule,
  calibrationModule,
  provenanceModule,
  coursesModule,
  enrolmentModule,
  assessmentModule,
  authoringModule,
  demoModule,
  upkeepModule,
];
