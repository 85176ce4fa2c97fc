import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobsTray } from '../../frame/jobs-tray.tsx';
import { describeJob } from './describe-job.ts';
import { useJobs } from './use-jobs.ts';

/** Long work on every page, for those who give it. */
export function IngestionTray() {
  const { t } = useTranslation('library');
  const { jobs, cancel } = useJobs();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const shown = jobs.filter((job) => !dismissed.includes(job.id) && job.status !== 'cancelled');
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
