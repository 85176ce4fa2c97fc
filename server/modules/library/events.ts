import { z } from 'zod';
import { Id } from '../../../contracts/shared.ts';

/**
 * What is said where rows were kept without a vector, because a model that makes it was not to be
 * reached or may not be asked in a transaction. `search` makes them.
 */
export const vectorsMissing = {
  name: 'vectors.missing',
  payload: z.object({ organizationId: Id }),
};
