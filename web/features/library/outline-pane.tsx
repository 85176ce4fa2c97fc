import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getOutline } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';

/** The headings of a material; each leads to its passage. */
export function OutlinePane({
  materialId,
  onSelect,
}: {
  materialId: string;
  onSelect: (chunkId: string) => void;
}) {
  const { t } = useTranslation('library');
  const outline = useQuery({
    queryKey: ['outline', materialId],
    queryFn: ({ signal }) => api(getOutline, { params: { id: materialId }, signal }),
  });
  return (
    <nav
      aria-label={t('material.outline')}
      className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto"
    >
      <ul className="grid gap-0.5 text-ui">
        {outline.data?.headings.map((heading) => (
          <li
            key={`${heading.chunkId}-${heading.title}`}
            style={{ paddingInlineStart: `${Math.max(0, heading.level - 1) * 0.75}rem` }}
          >
            <button
              type="button"
              dir="auto"
              className="w-full rounded-control px-2 py-1.5 text-start hover:bg-hover"
              onClick={() => onSelect(heading.chunkId)}
            >
              {heading.title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
