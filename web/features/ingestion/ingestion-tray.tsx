import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IngestionJob } from '../../../contracts/ingestion.ts';
import { JobsTray } from '../../frame/jobs-tray.tsx';
import { describeJob } from './describe-job.ts';
import { useJobs } from './use-jobs.ts';

/** Long work on every page, for those who give it. */
export function IngestionTray() {
  const { t } = useTranslation('library');
  const { jobs, cancel } = useJobs();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  // What was done before the page was opened is no news; what failed is, until somebody has seen it.
  const [openedAt] = useState(() => new Date().toISOString());
  const isNews = (job: IngestionJob) =>
    job.status === 'completed' ? (job.finishedAt ?? '') > openedAt : job.status !== 'cancelled';
  const shown = jobs.filter((job) => !dismissed.includes(job.id) && isNews(job));
  return (
    <JobsTray
      jobs={shown.map((job) => ({
        id: job.id,
        name: job.materialTitle ?? job.source,
        state: job.status,
        progress: job.progress,
        detail: describeJob(job, t),
        ...(job.materialId && job.status === 'completed'
          ? { to: `/materials/${job.materialId}` }
          : {}),
        onCancel: () => cancel.mutate(job.id),
        onDismiss: () => setDismissed((ids) => [...ids, job.id]),
      }))}
    />
  );
}
