import type { TenantContext } from '../../db/tenant.ts';

/** Decisions are those of a person. */
export type Reviewer = TenantContext & { userId: string };
