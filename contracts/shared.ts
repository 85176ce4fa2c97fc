import { z } from 'zod';

export const Id = z.uuid();
export const Timestamp = z.iso.datetime({ offset: true });
export const Empty = z.object({});

/** Path parameters of an operation on one thing. */
export const IdParams = z.object({ id: Id });

/** Cursor pagination: pass `nextCursor` of a page as `cursor` to get the next one. */
export const PageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Query flags and lists arrive as text. */
export const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** RFC 9457 problem details, with a closed set of codes (docs/errors.md). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
