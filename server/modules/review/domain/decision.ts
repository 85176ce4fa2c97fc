import { z } from 'zod';
import type { ItemStatus } from '../../../../contracts/items.ts';

export type Decision = 'approve' | 'edit' | 'reject' | 'regenerate';

/** Status of an item right after a decision. */
export function statusAfter(decision: Decision, statusBefore: ItemStatus): ItemStatus {
  switch (decision) {
    case 'approve':
      return 'approved';
    case 'reject':
    case 'regenerate':
      return 'rejected';
    case 'edit':
      return statusBefore;
  }
}

/** What undoing a regeneration needs to know: the item that was made, if one was. */
export const Replacement = z.object({ replacementId: z.uuid().nullable() });
