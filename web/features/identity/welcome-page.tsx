import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getWelcome } from '../../../contracts/identity.ts';
import { api } from '../../api/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CreateOrganization } from './create-organization.tsx';
import { DemoDoor } from './demo-door.tsx';
import { EntryLayout } from './entry-layout.tsx';

const POLL_MS = 1000;

export function WelcomePage() {
  const { t } = useTranslation('identity');
  const welcome = useQuery({
    queryKey: ['welcome'],
    queryFn: ({ signal }) => api(getWelcome, { signal, keepUnauthenticated: true }),
    refetchInterval: (query) => (query.state.data?.demo.status === 'building' ? POLL_MS : false),
  });
  return (
    <EntryLayout wide title={t('welcome.title')} lead={t('welcome.lead')}>
      {welcome.data?.hasOrganizations ? (
        <p className="text-ui">
          {t('welcome.haveAccount')}{' '}
          <Link to="/sign-in" className="text-link">
            {t('welcome.signIn')}
          </Link>
        </p>
      ) : null}
      {welcome.error ? (
        <ErrorState error={welcome.error} onRetry={() => void welcome.refetch()} />
      ) : null}
      <div className="grid items-start gap-10 md:grid-cols-2">
        <section aria-labelledby="create" className="grid gap-5">
          <h2 id="create" className="font-semibold text-xl">
            {t('create.title')}
          </h2>
          {welcome.data?.canCreate === false ? (
            <p className="text-ink-soft">{t('create.closed')}</p>
          ) : (
            <>
              <p className="text-ink-soft">{t('create.lead')}</p>
              <CreateOrganization />
            </>
          )}
        </section>
        <section aria-labelledby="demo" className="grid gap-5 md:border-line md:border-s md:ps-10">
          <h2 id="demo" className="font-semibold text-xl">
            {t('demo.title')}
          </h2>
          <p className="text-ink-soft">{t('demo.lead')}</p>
          {welcome.data ? <DemoDoor demo={welcome.data.demo} /> : <Skeleton className="h-12" />}
        </section>
      </div>
    </EntryLayout>
  );
}
