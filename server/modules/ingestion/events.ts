import { z } from 'zod';
import { Id } from '../../../contracts/shared.ts';

/**
 * What ingestion tells the modules below it: a version of a material is searchable, and its items
 * can be made. Written in the transaction that makes it so.
 */
export const materialChunked = {
  name: 'material.chunked',
  payload: z.object({ organizationId: Id, jobId: Id, materialId: Id, version: z.number().int() }),
};
export type MaterialChunked = z.infer<typeof materialChunked.payload>;
