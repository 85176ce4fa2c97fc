import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Me } from '../../../contracts/identity.ts';
import { sessionQuery } from '../../api/session.ts';

/** Goes into the app as the person who has just signed in. */
export function useEnter(): (me: Me, to?: string) => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (me, to = '/') => {
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, me);
    router.history.push(to);
    await router.invalidate();
  };
}

/** The text of a form's fields by name. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}
