import type { Deps, Module } from './deps.ts';
import { auditModule } from './modules/audit/index.ts';
import { tenancyModule } from './modules/tenancy/index.ts';

/** All modules below identity, in order: each may use those above it, none below. */
export const MODULES: readonly ((deps: Deps) => Module)[] = [tenancyModule, auditModule];
