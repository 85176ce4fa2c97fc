import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deleteProposal, listProposals } from '../../../contracts/authoring.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toast-store.ts';

const KEY = ['course-proposals'];

/** Proposals that were begun and became no course yet. */
export function OpenProposals({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation(['authoring', 'common']);
  const queryClient = useQueryClient();
  const proposals = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api(listProposals, { query: { limit: 10 }, signal }),
  });
  const rows = proposals.data?.items ?? [];
  if (rows.length === 0) return null;
  const remove = async (id: string) => {
    try {
      await api(deleteProposal, { params: { id } });
    } catch {
      showToast({ tone: 'negative', message: t('common:error.unknown') });
    }
    await queryClient.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Section title={t('open.title')}>
      <ul className="grid divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span className="grid min-w-0 flex-1">
              <span dir="auto" className="font-medium [overflow-wrap:anywhere]">
                {row.title}
              </span>
              <span className="text-ink-faint text-sm">
                <RelativeTime date={row.updatedAt} />
              </span>
            </span>
            <span className="flex gap-2">
              <Button
                size="small"
                variant="quiet"
                aria-label={t('open.removeOne', { title: row.title })}
                onClick={() => void remove(row.id)}
              >
                {t('open.remove')}
              </Button>
              <Button
                size="small"
                aria-label={t('open.goOnOne', { title: row.title })}
                onClick={() => onOpen(row.id)}
              >
                {t('open.goOn')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
