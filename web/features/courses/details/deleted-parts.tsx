import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CourseDraft } from '../../../../contracts/courses.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonText } from '../../../ui/skeleton.tsx';
import { deletedPartsQuery } from '../queries.ts';
import { useTree } from '../tree/use-tree.ts';

/** Modules and lessons that were deleted, to bring back. */
export function DeletedParts({ draft }: { draft: CourseDraft }) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const actions = useTree(draft.id);
  const parts = useQuery(deletedPartsQuery(draft.id));
  if (parts.error) return <ErrorState error={parts.error} onRetry={() => void parts.refetch()} />;
  if (!parts.data) return <SkeletonText lines={5} />;
  const rows = [
    ...parts.data.modules.map((one) => ({
      ...one,
      note: t('deleted.module'),
      restore: () => actions.restoreModule(one.id),
    })),
    ...parts.data.lessons.map((one) => ({
      ...one,
      note: t('deleted.lesson', { kind: t(`kind.${one.kind}`), module: one.moduleTitle }),
      restore: () => actions.restoreLesson(one.id),
    })),
  ];
  if (rows.length === 0) return <EmptyState title={t('deleted.none')} />;
  const bringBack = async (restore: () => Promise<unknown>) => {
    await restore();
    await queryClient.invalidateQueries({ queryKey: deletedPartsQuery(draft.id).queryKey });
  };
  return (
    <ul className="grid max-w-2xl divide-y divide-line">
      {rows.map((row) => (
        <li key={row.id} className="flex items-center justify-between gap-3 py-3">
          <div className="grid min-w-0 gap-0.5">
            <span dir="auto" className="font-medium [overflow-wrap:anywhere]">
              {row.title}
            </span>
            <span className="text-ink-faint text-sm">
              {row.note} · <RelativeTime date={row.deletedAt} />
            </span>
          </div>
          {draft.canEdit ? (
            <Button
              size="small"
              aria-label={t('deleted.restoreOne', { title: row.title })}
              onClick={() => void bringBack(row.restore)}
            >
              {t('card.restore')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
