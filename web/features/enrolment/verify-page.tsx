import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { BadgeCheck, CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { verifyCertificate } from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDate } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EntryLayout } from '../identity/entry-layout.tsx';

/** Whether a certificate is valid: for anybody who holds its code, without signing in. */
export function VerifyPage() {
  const { t } = useTranslation('enrolment');
  const params = useParams({ from: '/verify/$organizationId/$code' });
  const checked = useQuery({
    queryKey: ['verify', params],
    queryFn: ({ signal }) => api(verifyCertificate, { params, signal }),
    retry: false,
  });
  const found = checked.data;
  return (
    <EntryLayout title={t('verify.title')}>
      {checked.error ? (
        <ErrorState error={checked.error} onRetry={() => void checked.refetch()} />
      ) : null}
      {checked.isPending ? <Skeleton className="h-40" /> : null}
      {found ? (
        <div className="grid gap-5" role="status">
          <p
            className={`flex items-center gap-2 font-semibold text-lg ${found.status === 'valid' ? 'text-positive' : 'text-negative'}`}
          >
            {found.status === 'valid' ? (
              <BadgeCheck aria-hidden className="size-6" />
            ) : (
              <CircleAlert aria-hidden className="size-6" />
            )}
            {t(`verify.${found.status}`)}
          </p>
          {found.status === 'unknown' ? (
            <p>{t('verify.unknownText')}</p>
          ) : (
            <dl className="grid gap-4">
              {(
                [
                  ['learner', found.learnerName],
                  ['course', found.courseTitle],
                  ['organization', found.organizationName],
                  ['issued', formatDate(found.issuedAt)],
                ] as const
              ).map(([key, value]) => (
                <div key={key} className="grid gap-0.5">
                  <dt className="text-ink-soft text-sm">{t(`verify.${key}`)}</dt>
                  <dd dir="auto" className="font-medium">
                    {value}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      ) : null}
    </EntryLayout>
  );
}
