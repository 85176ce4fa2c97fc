import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Empty, Id, IdParams, PageQuery, pageOf, Timestamp } from './shared.ts';

export const MemberRole = z.enum(['admin', 'instructor', 'learner']);
export type MemberRole = z.infer<typeof MemberRole>;

/** What generated items need before learners see them. */
export const ReviewPolicy = z.enum(['review_all', 'review_flagged', 'publish_all']);
export type ReviewPolicy = z.infer<typeof ReviewPolicy>;

export const OrganizationSettings = z.object({
  /**
   * `review_all`: a person approves each item. `review_flagged`: items without a failed lint and
   * with a quality of `minimumQuality` or more are published, the others reviewed.
   * `publish_all`: everything that passes the lints is published.
   */
  reviewPolicy: ReviewPolicy,
  minimumQuality: z.number().min(0).max(1),
  /** Minutes of a study session that a learner starts without choosing. */
  sessionMinutes: z.number().int().min(1).max(240),
});
export type OrganizationSettings = z.infer<typeof OrganizationSettings>;

export const Member = z.object({
  userId: Id,
  name: z.string(),
  email: z.string(),
  role: MemberRole,
  isActive: z.boolean(),
  joinedAt: Timestamp,
  lastLoginAt: Timestamp.nullable(),
});
export type Member = z.infer<typeof Member>;

export const Invitation = z.object({
  id: Id,
  email: z.string(),
  role: MemberRole,
  expiresAt: Timestamp,
  createdAt: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;

export const listMembers = defineRoute({
  method: 'GET',
  path: '/members',
  summary: 'People of the organization, by name',
  query: PageQuery.extend({ q: z.string().max(200).optional(), role: MemberRole.optional() }),
  response: pageOf(Member),
});

export const updateMember = defineRoute({
  method: 'PATCH',
  path: '/members/:id',
  summary: 'Change the role of a person, or lock them out of the organization',
  params: IdParams,
  body: z.object({ role: MemberRole.optional(), isActive: z.boolean().optional() }),
  response: Member,
});

export const listInvitations = defineRoute({
  method: 'GET',
  path: '/invitations',
  summary: 'Open invitations, newest first',
  query: PageQuery,
  response: pageOf(Invitation),
});

export const createInvitation = defineRoute({
  method: 'POST',
  path: '/invitations',
  summary: 'Invite a person; the link is shown once, and mailed where mail is set up',
  body: z.object({ email: z.email().max(255).toLowerCase(), role: MemberRole }),
  response: Invitation.extend({ link: z.string(), mailed: z.boolean() }),
  status: 201,
});

export const revokeInvitation = defineRoute({
  method: 'DELETE',
  path: '/invitations/:id',
  summary: 'Take an invitation back',
  params: IdParams,
  response: Empty,
});

export const getSettings = defineRoute({
  method: 'GET',
  path: '/settings',
  summary: 'Settings of the organization, with defaults filled in',
  response: OrganizationSettings.extend({ organizationName: z.string() }),
});

export const updateSettings = defineRoute({
  method: 'PATCH',
  path: '/settings',
  summary: 'Change settings of the organization',
  body: OrganizationSettings.partial().extend({
    organizationName: z.string().trim().min(1).max(120).optional(),
  }),
  response: OrganizationSettings.extend({ organizationName: z.string() }),
});
