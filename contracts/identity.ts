import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Empty, Id } from './shared.ts';
import { MemberRole } from './tenancy.ts';

export const Email = z.email().max(255).toLowerCase();
export const Password = z
  .string()
  .min(8, 'A password has 8 characters or more.')
  .max(128, 'A password has 128 characters or fewer.');
export const PersonName = z.string().trim().min(1).max(120);

export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  locale: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  timeZone: z.string().max(64),
});
export type Preferences = z.infer<typeof Preferences>;

export const Me = z.object({
  user: z.object({ id: Id, name: z.string(), email: z.string() }),
  organization: z.object({ id: Id, name: z.string(), isDemo: z.boolean() }),
  role: MemberRole,
  memberships: z.array(
    z.object({ organizationId: Id, organizationName: z.string(), role: MemberRole }),
  ),
  preferences: Preferences,
});
export type Me = z.infer<typeof Me>;

export const DemoState = z.object({
  /** False in production unless forced. */
  available: z.boolean(),
  status: z.enum(['absent', 'building', 'ready', 'failed']),
  /** 0-1 while building. */
  progress: z.number().min(0).max(1),
  error: z.string().nullable(),
});
export type DemoState = z.infer<typeof DemoState>;

/** Public: what the first page offers. */
export const getWelcome = defineRoute({
  method: 'GET',
  path: '/welcome',
  summary: 'What a newcomer can do: whether an organization exists, and the state of the demo',
  response: z.object({
    hasOrganizations: z.boolean(),
    /** Whether anybody may create an organization here. */
    canCreate: z.boolean(),
    demo: DemoState,
  }),
});

/** Public: creates the person, the organization and the session (cookie). */
export const createOrganization = defineRoute({
  method: 'POST',
  path: '/organizations',
  summary: 'Create an organization and sign its first administrator in',
  body: z.object({
    organizationName: z.string().trim().min(1).max(120),
    name: PersonName,
    email: Email,
    password: Password,
  }),
  response: Me,
  status: 201,
});

export const DEMO_ROLES = ['admin', 'instructor', 'learner'] as const;

/** Public: starts building the demo where it is absent. */
export const startDemo = defineRoute({
  method: 'POST',
  path: '/demo',
  summary: 'Build the demonstration organization; ask again for its progress',
  response: DemoState,
  status: 202,
});

export const signIn = defineRoute({
  method: 'POST',
  path: '/sign-in',
  summary: 'Sign in with e-mail and password; sets the session cookie',
  body: z.object({ email: Email, password: z.string().min(1).max(128) }),
  response: Me,
});

export const signOut = defineRoute({
  method: 'POST',
  path: '/sign-out',
  summary: 'End the session of this browser',
  response: Empty,
});

export const getMe = defineRoute({
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in, in which organization and role',
  response: Me,
});

export const updatePreferences = defineRoute({
  method: 'PATCH',
  path: '/me/preferences',
  summary: 'Change theme, language or time zone',
  body: Preferences.partial(),
  response: Preferences,
});

export const switchOrganization = defineRoute({
  method: 'POST',
  path: '/me/organization',
  summary: 'Work in another of your organizations',
  body: z.object({ organizationId: Id }),
  response: Me,
});

/** Public: what an invitation link offers. */
export const getInvitation = defineRoute({
  method: 'GET',
  path: '/invitation-links/:token',
  summary: 'What an invitation offers',
  params: z.object({ token: z.string().min(20).max(200) }),
  response: z.object({
    organizationName: z.string(),
    email: z.string(),
    role: MemberRole,
    /** True where the address has an account: the person proves it with its password. */
    hasAccount: z.boolean(),
  }),
});

/** Public: joins, creating the account where the address has none. */
export const acceptInvitation = defineRoute({
  method: 'POST',
  path: '/invitation-links/:token/accept',
  summary: 'Join the organization; makes an account where there is none, and signs in',
  params: z.object({ token: z.string().min(20).max(200) }),
  body: z.object({ name: PersonName.optional(), password: Password }),
  response: Me,
  status: 201,
});
