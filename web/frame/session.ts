import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import {
  type Me,
  type Preferences,
  signOut,
  switchOrganization,
  updatePreferences,
} from '../../contracts/identity.ts';
import { api } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { serverEvents } from '../api/use-server-event.ts';
import { changeLocale } from '../i18n/index.ts';
import { isLocale } from '../i18n/locales.ts';
import { applyTheme } from './theme.ts';

/** Who is signed in. Only below the app route, which has made sure that somebody is. */
export function useSession(): Me {
  return useSuspenseQuery(sessionQuery).data;
}

/** Shows a change of theme or language at once and keeps it with the account. */
export function useUpdatePreferences() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Partial<Preferences>) => api(updatePreferences, { body }),
    onMutate: async (change) => {
      if (change.theme) applyTheme(change.theme);
      if (change.locale && isLocale(change.locale)) await changeLocale(change.locale);
      queryClient.setQueryData(sessionQuery.queryKey, (me) =>
        me ? { ...me, preferences: { ...me.preferences, ...change } } : me,
      );
    },
  });
}

export function useSwitchOrganization() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (organizationId: string) => api(switchOrganization, { body: { organizationId } }),
    onSuccess: async (me) => {
      serverEvents.stop();
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, me);
      serverEvents.start();
      await router.navigate({ to: '/' });
      await router.invalidate();
    },
  });
}

/** Ends the session and forgets everything that was loaded in it. */
export function useSignOut() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: () => api(signOut, { keepUnauthenticated: true }),
    onSuccess: async () => {
      serverEvents.stop();
      await router.navigate({ to: '/sign-in' });
      queryClient.clear();
    },
  });
}
