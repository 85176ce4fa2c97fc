import { withTenant } from '../../db/tenant.ts';
import { newId } from '../../ids.ts';
import type { TestApp, TestOrganization } from '../../testing/test-app.ts';

/** A ready video without files: what milestones and the player work on. */
export async function buildVideo(
  app: TestApp,
  { id: organizationId, system, instructor }: TestOrganization,
  { seconds = 100, materialId = null }: { seconds?: number; materialId?: string | null } = {},
): Promise<string> {
  const id = newId();
  await withTenant(app.database, system, (trx) =>
    trx
      .insertInto('videos')
      .values({
        organization_id: organizationId,
        id,
        title: 'Osmosis',
        status: 'ready',
        source: 'upload',
        source_name: 'osmosis.mp4',
        media_type: 'video/mp4',
        size_bytes: 1000,
        storage_key: `${organizationId}/videos/${id}/original`,
        duration_seconds: seconds,
        material_id: materialId,
        created_by: instructor.userId,
      })
      .execute(),
  );
  return id;
}
