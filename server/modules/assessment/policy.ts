import type { MemberRole } from '../../../contracts/tenancy.ts';

export type Actor = { userId: string | null; role: MemberRole | 'system' };

/**
 * Who changes and grades the assessments of a course: its owner, administrators, and the platform.
 * Other instructors may look.
 */
export function mayGrade(actor: Actor, { ownerId }: { ownerId: string }): boolean {
  if (actor.role === 'instructor') return actor.userId === ownerId;
  return actor.role === 'admin' || actor.role === 'system';
}
