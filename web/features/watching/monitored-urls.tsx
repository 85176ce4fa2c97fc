import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addMonitoredUrl } from '../../../contracts/watching.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { IntervalSelect } from './interval-select.tsx';
import { DAILY } from './intervals.ts';
import { urlsQuery } from './queries.ts';
import { UrlPanel } from './url-panel.tsx';

/** Pages and files of the web that are read again and again. */
export function MonitoredUrls() {
  const { t } = useTranslation('sources');
  const urls = useInfiniteQuery(urlsQuery);
  const rows = urls.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('urls.title')} lead={t('urls.lead')}>
      <AddUrl />
      {urls.error ? (
        <ErrorState compact error={urls.error} onRetry={() => void urls.refetch()} />
      ) : null}
      {urls.isPending ? <Skeleton className="h-32" /> : null}
      {urls.data && rows.length === 0 ? <p className="text-ink-soft">{t('urls.none')}</p> : null}
      <ul className="grid gap-3">
        {rows.map((url) => (
          <UrlPanel key={url.id} url={url} />
        ))}
      </ul>
      {urls.hasNextPage ? (
        <Button
          className="justify-self-center"
          loading={urls.isFetchingNextPage}
          onClick={() => void urls.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
    </Section>
  );
}

function AddUrl() {
  const { t } = useTranslation('sources');
  const queryClient = useQueryClient();
  const [url, setUrl] = useState('');
  const [intervalMinutes, setMinutes] = useState(DAILY);
  const add = useMutation({
    mutationFn: () => api(addMonitoredUrl, { body: { url: url.trim(), intervalMinutes } }),
    onSuccess: async () => {
      setUrl('');
      await queryClient.invalidateQueries({ queryKey: ['watching'] });
    },
  });
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      {add.error ? <ErrorState compact error={add.error} /> : null}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('urls.address')} className="min-w-56 flex-1">
          <TextInput
            type="url"
            dir="ltr"
            required
            maxLength={2000}
            placeholder="https://example.com/guide"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <Field label={t('urls.interval')}>
          <IntervalSelect value={intervalMinutes} onChange={setMinutes} />
        </Field>
        <Button type="submit" loading={add.isPending}>
          {t('urls.add')}
        </Button>
      </div>
    </form>
  );
}
