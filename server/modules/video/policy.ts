import type { TenantContext } from '../../db/tenant.ts';

/** Who calls, with their organization. */
export type Author = TenantContext & { userId: string };

/** Whether somebody makes videos and looks at lessons without taking them. */
export function isAuthor({ role }: Pick<TenantContext, 'role'>): boolean {
  return role !== 'learner';
}

/** Instructors change the courses that they own; administrators, and the platform, change all. */
export function mayEditLesson(
  actor: Pick<TenantContext, 'role' | 'userId'>,
  lesson: { owner_id: string },
): boolean {
  if (actor.role === 'instructor') return actor.userId === lesson.owner_id;
  return actor.role === 'admin' || actor.role === 'system';
}
