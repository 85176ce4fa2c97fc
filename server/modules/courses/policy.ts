import type { MemberRole } from '../../../contracts/tenancy.ts';

export type Actor = { userId: string | null; role: MemberRole | 'system' };

/** Whether somebody makes courses at all: instructors and administrators. They see every draft. */
export function isAuthor({ role }: Actor): boolean {
  return role !== 'learner';
}

/** Instructors change the courses that they own; administrators, and the platform, change all. */
export function mayEdit(actor: Actor, course: { ownerId: string }): boolean {
  if (actor.role === 'instructor') return actor.userId === course.ownerId;
  return actor.role === 'admin' || actor.role === 'system';
}
