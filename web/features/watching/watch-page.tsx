import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addMonitoredUrl } from '../../../contracts/watching.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field } from '../../ui/field.tsx';
import { IntervalSelect } from './interval-select.tsx';
import { DAILY, nameInterval } from './intervals.ts';
import { urlsOfMaterialQuery } from './queries.ts';

/** Offers to follow the address that a material came from; says so where it is followed. */
export function WatchThisPage({ materialId, url }: { materialId: string; url: string }) {
  const { t } = useTranslation('sources');
  const queryClient = useQueryClient();
  const [intervalMinutes, setMinutes] = useState(DAILY);
  const watched = useQuery(urlsOfMaterialQuery(materialId));
  const add = useMutation({
    mutationFn: () => api(addMonitoredUrl, { body: { url, intervalMinutes } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['watching'] }),
  });
  if (!watched.data) return null;
  const [one] = watched.data.items;
  if (one)
    return (
      <p className="text-ui">
        {one.enabled
          ? t('follow.done', { interval: nameInterval(one.intervalMinutes, t) })
          : t('follow.paused')}{' '}
        <Link to="/sources" className="text-link">
          {t('follow.open')}
        </Link>
      </p>
    );
  return (
    <div className="grid gap-3">
      {add.error ? <ErrorState compact error={add.error} /> : null}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('urls.interval')}>
          <IntervalSelect value={intervalMinutes} onChange={setMinutes} />
        </Field>
        <Button loading={add.isPending} onClick={() => add.mutate()}>
          {t('follow.watch')}
        </Button>
      </div>
    </div>
  );
}
