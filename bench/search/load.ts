import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../server/db/database.ts';
import { type TenantContext, withTenant } from '../../server/db/tenant.ts';
import { newId } from '../../server/ids.ts';
import { insertOrganization, insertUser } from '../../server/modules/identity/repo.ts';
import { embedText, HASH_EMBEDDER, vectorLiteral } from '../../server/modules/library/index.ts';

const PER_MATERIAL = 100;

/** An organization with one administrator. */
export async function makeTenant(
  database: Database,
  name: string,
): Promise<TenantContext & { userId: string }> {
  const organizationId = newId();
  const system: TenantContext = { organizationId, userId: null, role: 'system' };
  await withTenant(database, system, (trx) =>
    insertOrganization(trx, { id: organizationId, name, isDemo: false }),
  );
  const userId = await insertUser(database.kysely, {
    name,
    email: `${organizationId}@example.com`,
    passwordHash: 'none',
  });
  if (!userId) throw new Error('The user could not be made.');
  return { organizationId, userId, role: 'admin' };
}

/** Fills an organization with passages, a material a hundred. */
export async function loadPassages(
  database: Database,
  tenant: TenantContext & { userId: string },
  count: number,
  next: () => string,
): Promise<void> {
  for (let done = 0; done < count; done += PER_MATERIAL) {
    const material = newId();
    const texts = Array.from({ length: Math.min(PER_MATERIAL, count - done) }, next);
    const title = texts[0]?.split(' ').slice(0, 6).join(' ').slice(0, 200) ?? 'Text';
    await withTenant(database, tenant, async (trx) => {
      await sql`insert into materials (organization_id, id, title, source_type, source_name, status, language, checksum, storage_key, size_bytes, created_by)
        values (${tenant.organizationId}, ${material}, ${title}, 'text', 'bench', 'ready', 'en', ${material}, ${material}, 1, ${tenant.userId})`.execute(
        trx,
      );
      await sql`insert into material_versions (organization_id, material_id, version, checksum, language)
        values (${tenant.organizationId}, ${material}, 1, ${material}, 'en')`.execute(trx);
      await sql`insert into chunks (organization_id, id, material_id, version, position, kind, heading, text, start_offset, end_offset, blocks,
          word_count, language, content_hash, search_config, embedding, embedder)
        select ${tenant.organizationId}, t.id, ${material}, 1, t.position, 'prose', ${title}, t.text, t.position * 10000, t.position * 10000 + length(t.text), '[]',
          120, 'en', t.hash, 'english', t.embedding::halfvec, ${HASH_EMBEDDER}
        from unnest(${texts.map(() => newId())}::uuid[], ${texts.map((_, i) => i)}::int[], ${texts}::text[],
          ${texts.map((text) => createHash('sha256').update(text).digest('hex'))}::text[],
          ${texts.map((text) => vectorLiteral(embedText(text)))}::text[]) as t(id, position, text, hash, embedding)`.execute(
        trx,
      );
    });
  }
}
