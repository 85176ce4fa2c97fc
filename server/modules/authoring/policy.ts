import type { MemberRole } from '../../../contracts/tenancy.ts';

export type Actor = { userId: string | null; role: MemberRole | 'system' };

/** A proposal is its author's own; administrators see all. */
export function maySee(actor: Actor, proposal: { createdBy: string }): boolean {
  if (actor.role === 'instructor') return actor.userId === proposal.createdBy;
  return actor.role === 'admin' || actor.role === 'system';
}

/** Whose proposals a list shows; null for everybody's. */
export const ownerFilter = (actor: Actor): string | null =>
  actor.role === 'instructor' ? actor.userId : null;
