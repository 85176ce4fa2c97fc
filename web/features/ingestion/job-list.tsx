import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Section } from '../../ui/section.tsx';
import { describeJob } from './describe-job.ts';
import { useJobs } from './use-jobs.ts';

/** What is coming in, with its stage, counts and bar. */
export function JobList() {
  const { t } = useTranslation('library');
  const { jobs, cancel, retry } = useJobs();
  const shown = jobs.filter((job) => job.status !== 'completed' || job.duplicate);
  if (shown.length === 0) return null;
  return (
    <Section title={t('job.title')}>
      <ul className="grid gap-3">
        {shown.map((job) => {
          const running = job.status === 'queued' || job.status === 'running';
          return (
            <li key={job.id} className="grid gap-2 rounded-panel border border-line bg-surface p-4">
              <div className="flex flex-wrap items-center justify-between gap-3">
                {job.materialId ? (
                  <Link
                    to="/materials/$materialId"
                    params={{ materialId: job.materialId }}
                    className="text-link"
                    dir="auto"
                  >
                    {job.materialTitle ?? job.source}
                  </Link>
                ) : (
                  <span dir="auto" className="break-all">
                    {job.source}
                  </span>
                )}
                {running ? (
                  <Button size="small" variant="quiet" onClick={() => cancel.mutate(job.id)}>
                    {t('job.cancel')}
                  </Button>
                ) : null}
                {job.status === 'failed' ||
                (job.status === 'cancelled' && job.sourceType === 'url') ? (
                  <Button size="small" onClick={() => retry.mutate(job.id)}>
                    {t('job.retry')}
                  </Button>
                ) : null}
              </div>
              {running ? (
                // Why a job waits is a sentence or two, too long for the line above a bar.
                <Progress
                  value={job.progress}
                  label={describeJob(job, t)}
                  hideLabel={job.paused !== null}
                />
              ) : null}
              {running && job.paused === null ? null : (
                <p
                  className={`text-sm ${job.status === 'failed' ? 'text-negative' : 'text-ink-soft'}`}
                >
                  {describeJob(job, t)}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
