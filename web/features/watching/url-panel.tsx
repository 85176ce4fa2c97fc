import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  checkMonitoredUrl,
  deleteMonitoredUrl,
  editMonitoredUrl,
  type MonitoredUrl,
} from '../../../contracts/watching.ts';
import { api } from '../../api/client.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { IntervalSelect } from './interval-select.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { When } from './when.tsx';

/** One monitored address: what its last check found, when the next is, what can be done. */
export function UrlPanel({ url }: { url: MonitoredUrl }) {
  const { t } = useTranslation('sources');
  const queryClient = useQueryClient();
  const name = useId();
  const [removing, setRemoving] = useState(false);
  const params = { id: url.id };
  const again = () => queryClient.invalidateQueries({ queryKey: ['watching'] });
  const check = useMutation({
    mutationFn: () => api(checkMonitoredUrl, { params }),
    onSuccess: again,
  });
  const edit = useMutation({
    mutationFn: (body: { enabled?: boolean; intervalMinutes?: number }) =>
      api(editMonitoredUrl, { params, body }),
    onSuccess: again,
  });
  const error = check.error ?? edit.error;
  return (
    <li className="grid gap-3 rounded-panel border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 id={name} className="min-w-0 font-medium">
          {url.materialId === null ? (
            <bdi dir="ltr" className="break-all">
              {url.url}
            </bdi>
          ) : (
            <Link
              to="/materials/$materialId"
              params={{ materialId: url.materialId }}
              className="text-link"
              dir="auto"
            >
              {url.materialTitle}
            </Link>
          )}
        </h3>
        <UrlState url={url} />
      </div>
      {url.materialId === null ? null : (
        <p className="break-all text-ink-soft text-sm">
          <bdi dir="ltr">{url.url}</bdi>
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <When label={t('urls.last')} at={url.lastCheckedAt} none={t('urls.never')} />
        {url.enabled ? (
          <When label={t('urls.next')} at={url.nextCheckAt} none={t('urls.never')} />
        ) : null}
        {url.lastChangedAt === null ? null : (
          <When label={t('urls.changed')} at={url.lastChangedAt} none="" />
        )}
      </p>
      {url.outcome === null || url.error !== null ? null : (
        <p className="text-ui">{t(`outcome.${url.outcome}`)}</p>
      )}
      {url.error === null ? null : (
        <div className="grid gap-1 text-ui">
          <p dir="auto" className="text-negative">
            {url.error.message}
          </p>
          {url.failures > 1 ? <p>{t('urls.failures', { n: formatNumber(url.failures) })}</p> : null}
        </div>
      )}
      {error ? <ErrorState compact error={error} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        {url.enabled ? (
          <Button
            size="small"
            aria-describedby={name}
            loading={check.isPending}
            onClick={() => check.mutate()}
          >
            {t('urls.check')}
          </Button>
        ) : null}
        <Button
          size="small"
          aria-describedby={name}
          loading={edit.isPending}
          onClick={() => edit.mutate({ enabled: !url.enabled })}
        >
          {t(url.enabled ? 'pause' : 'resume')}
        </Button>
        <Button
          size="small"
          aria-describedby={name}
          variant="quiet"
          onClick={() => setRemoving(true)}
        >
          {t('remove')}
        </Button>
        <span className="ms-auto">
          <IntervalSelect
            aria-label={t('urls.intervalOf', { url: url.url })}
            value={url.intervalMinutes}
            disabled={edit.isPending}
            onChange={(intervalMinutes) => edit.mutate({ intervalMinutes })}
          />
        </span>
      </div>
      {removing ? (
        <RemoveDialog
          title={t('urls.removeTitle')}
          text={t('urls.removeText')}
          remove={() => api(deleteMonitoredUrl, { params })}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </li>
  );
}

function UrlState({ url }: { url: MonitoredUrl }) {
  const { t } = useTranslation('sources');
  if (!url.enabled) return <StatusDot>{t('state.paused')}</StatusDot>;
  if (url.checking || url.reading)
    return (
      <StatusDot tone="accent" busy>
        {t(url.checking ? 'state.checking' : 'fileState.reading')}
      </StatusDot>
    );
  if (url.error !== null) return <StatusDot tone="negative">{t('state.trouble')}</StatusDot>;
  if (url.outcome === null) return <StatusDot tone="accent">{t('state.waiting')}</StatusDot>;
  return <StatusDot tone="positive">{t('state.watching')}</StatusDot>;
}
