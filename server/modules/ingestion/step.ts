import { z } from 'zod';
import { Id } from '../../../contracts/shared.ts';

/** The queue in which a source takes its steps up to being searchable. */
export const ingestionStep = {
  name: 'ingestion.step',
  payload: z.object({ organizationId: Id, jobId: Id }),
};
