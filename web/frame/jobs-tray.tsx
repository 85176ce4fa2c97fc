import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { Progress } from '../ui/progress.tsx';
import { Tray } from '../ui/tray.tsx';

export type TrayJob = {
  id: string;
  /** What is worked on: a file's name, a page's title. */
  name: string;
  state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  /** 0-1; null while unknown. */
  progress: number | null;
  /** The stage and its counts, or why it failed, in the reader's language. */
  detail?: string;
  /** Opens the result or the job. */
  to?: string;
  onCancel?: () => void;
  onDismiss?: () => void;
};

/** All long work in one place. Renders nothing while there is none. */
export function JobsTray({ jobs }: { jobs: readonly TrayJob[] }) {
  const { t } = useTranslation('frame');
  if (jobs.length === 0) return null;
  const active = jobs.filter((job) => job.state === 'running' || job.state === 'queued');
  const share = active.reduce((sum, job) => sum + (job.progress ?? 0), 0) / (active.length || 1);
  return (
    <Tray
      labels={{ title: t('jobs.title'), show: t('jobs.show'), hide: t('jobs.hide') }}
      summary={
        active.length > 0 ? (
          <Progress thin value={share} label={t('jobs.running', { count: active.length })} />
        ) : (
          t('jobs.finished')
        )
      }
    >
      <ul aria-label={t('jobs.title')} className="divide-y divide-line">
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
    </Tray>
  );
}

function JobRow({ job }: { job: TrayJob }) {
  const { t } = useTranslation('frame');
  const running = job.state === 'running';
  const onRemove = running || job.state === 'queued' ? job.onCancel : job.onDismiss;
  const removeLabel = onRemove === job.onCancel ? 'jobs.cancel' : 'jobs.dismiss';
  return (
    <li className="flex items-start gap-2 py-2.5 ps-4 pe-2">
      <div className="grid min-w-0 flex-1 gap-1">
        {job.to ? (
          <Link
            to={job.to}
            dir="auto"
            className="truncate text-link [text-align:match-parent] text-ui"
          >
            {job.name}
          </Link>
        ) : (
          <span dir="auto" className="truncate [text-align:match-parent] text-ui">
            {job.name}
          </span>
        )}
        {running ? <Progress thin hideLabel value={job.progress} label={job.name} /> : null}
        <span
          className={job.state === 'failed' ? 'text-negative text-sm' : 'text-ink-faint text-sm'}
        >
          {job.detail ??
            (running ? null : t(`jobs.${job.state as Exclude<typeof job.state, 'running'>}`))}
        </span>
      </div>
      {onRemove ? (
        <IconButton
          size="small"
          aria-label={t(removeLabel, { name: job.name })}
          icon={<X aria-hidden className="size-4" />}
          onClick={onRemove}
        />
      ) : null}
    </li>
  );
}
