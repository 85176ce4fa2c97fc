import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getHome } from '../../../contracts/learning.ts';
import { api } from '../../api/client.ts';
import { useSession } from '../../frame/session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AdminHome } from './admin-home.tsx';
import { InstructorHome } from './instructor-home.tsx';
import { LearnerHome } from './learner-home.tsx';

export function HomePage() {
  const { t } = useTranslation('home');
  const { user } = useSession();
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => api(getHome, { signal }) });
  return (
    <div className="grid gap-8">
      <PageHeader title={t('title.learner', { name: user.name.split(' ')[0] })} />
      {home.error ? <ErrorState error={home.error} onRetry={() => void home.refetch()} /> : null}
      {home.isPending ? <Skeleton className="h-64" /> : null}
      {home.data?.instructor ? <InstructorHome part={home.data.instructor} /> : null}
      {home.data?.admin ? <AdminHome part={home.data.admin} /> : null}
      {home.data ? <LearnerHome part={home.data.learner} /> : null}
    </div>
  );
}
