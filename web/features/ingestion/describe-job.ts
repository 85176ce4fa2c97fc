import type { TFunction } from 'i18next';
import type { IngestionJob } from '../../../contracts/ingestion.ts';
import { formatNumber } from '../../ui/format.ts';

/** Where a job stands, in words. */
export function describeJob(job: IngestionJob, t: TFunction<'library'>): string {
  if (job.error) return job.error.message;
  if (job.paused) return t(job.paused.code === 'ai_batch' ? 'job.batch' : 'job.paused');
  if (job.duplicate) return t('job.duplicate');
  if (job.status === 'completed') {
    const { nuggets = 0, questions = 0, flashcards = 0 } = job.counts;
    return t('job.made', {
      nuggets: formatNumber(nuggets),
      questions: formatNumber(questions),
      flashcards: formatNumber(flashcards),
    });
  }
  if (job.status !== 'running') return t(`job.${job.status as 'queued' | 'cancelled'}`);
  const stage = t(`job.${job.stage}`);
  if (job.progressTotal === 0) return stage;
  return t('job.progress', {
    stage,
    done: formatNumber(job.progressDone),
    total: formatNumber(job.progressTotal),
  });
}
