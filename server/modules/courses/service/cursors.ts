import { z } from 'zod';
import { Id } from '../../../../contracts/shared.ts';
import { AppError } from '../../../errors.ts';
import { decodeCursor } from '../../../http/cursor.ts';

/** What PostgreSQL writes for a time. */
const Exact = z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:?\d\d)*$/);
const Whole = z.coerce.number().int().min(0).max(100_000);

export const ChangedKey = z.object({ changedAt: Exact, id: Id });
export const NumberKey = z.object({ number: Whole });
export const OffsetKey = z.object({ offset: Whole });
export const TitleKey = z.object({ title: z.string(), id: Id });
export const NewestKey = z.object({
  featured: z.enum(['true', 'false']).transform((value) => value === 'true'),
  publishedAt: Exact,
  id: Id,
});

/** The sort key in a cursor of this list; null for the first page. @throws AppError `invalid_request`. */
export function readCursor<S extends z.ZodObject>(
  cursor: string | undefined,
  schema: S,
): z.output<S> | null {
  const key = decodeCursor(cursor, Object.keys(schema.shape));
  if (key === null) return null;
  const parsed = schema.safeParse(key);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid_request',
    'The cursor is not one that this list gave; start from the first page.',
  );
}
