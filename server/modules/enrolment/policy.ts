import type { MemberRole } from '../../../contracts/tenancy.ts';

export type Actor = { userId: string | null; role: MemberRole | 'system' };

/**
 * Who enrols and removes people and revokes certificates: the instructor who owns the course, and
 * administrators. All instructors see who takes it and how it goes.
 */
export function mayManage(actor: Actor, course: { ownerId: string }): boolean {
  if (actor.role === 'instructor') return actor.userId === course.ownerId;
  return actor.role === 'admin' || actor.role === 'system';
}
