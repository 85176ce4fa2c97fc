import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import type { MemberRole } from '../../contracts/tenancy.ts';
import { ApiProblem, isApiProblem } from '../api/problem.ts';
import { sessionQuery } from '../api/session.ts';
import { adoptLocale } from '../i18n/index.ts';

const KNOWN_KEY = 'lectern.known';

type GuardArguments = { context: { queryClient: QueryClient }; location: { href: string } };

/** Lets somebody signed in through. Others sign in first; a browser never seen before is welcomed. */
export async function requireSession({ context, location }: GuardArguments): Promise<void> {
  try {
    const me = await context.queryClient.ensureQueryData(sessionQuery);
    localStorage.setItem(KNOWN_KEY, '1');
    await adoptLocale(me.preferences.locale);
  } catch (error) {
    if (!isApiProblem(error) || error.status !== 401) throw error;
    const isFirstVisit = location.href === '/' && !localStorage.getItem(KNOWN_KEY);
    throw isFirstVisit
      ? redirect({ to: '/welcome' })
      : redirect({
          to: '/sign-in',
          search: location.href === '/' ? {} : { returnTo: location.href },
        });
  }
}

/** Keeps a page from roles that the server would refuse anyway, and says so in words. */
export function requireRole(...roles: MemberRole[]) {
  return async ({ context }: GuardArguments): Promise<void> => {
    const me = await context.queryClient.ensureQueryData(sessionQuery);
    if (!roles.includes(me.role)) throw new ApiProblem({ status: 403, code: 'forbidden' });
  };
}
