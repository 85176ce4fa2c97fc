import { z } from 'zod';
import { courseFileUrl, type LessonResource } from '../../../../contracts/courses.ts';
import { Id } from '../../../../contracts/shared.ts';
import type { SnapshotResource } from '../domain/snapshot.ts';
import type { ResourceRow } from '../repo/resources.ts';

/** Resources as a version keeps them. */
export const StoredResources = z.array(
  z.object({
    id: Id,
    title: z.string(),
    url: z.string().nullable(),
    file: z
      .object({ id: Id, name: z.string(), mediaType: z.string(), sizeBytes: z.number() })
      .nullable(),
  }),
);

export function snapshotResource(row: ResourceRow): SnapshotResource {
  const { id, title, url, file_id: fileId } = row;
  if (fileId === null) return { id, title, url, file: null };
  const file = {
    id: fileId,
    name: row.file_name ?? title,
    mediaType: row.media_type ?? 'application/octet-stream',
    sizeBytes: row.size_bytes ?? 0,
  };
  return { id, title, url: null, file };
}

export function viewResource({ id, title, url, file }: SnapshotResource): LessonResource {
  if (file === null) return { id, kind: 'link', title, url: url ?? '' };
  return { id, kind: 'file', title, file: { ...file, url: courseFileUrl(file.id) } };
}
