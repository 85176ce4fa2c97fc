import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { getConceptMap } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

const ConceptMap = lazy(() =>
  import('../learning/concept-map.tsx').then((module) => ({ default: module.ConceptMap })),
);

/** The concepts of a material as a map and as a list with their definitions. */
export function MapPane({
  materialId,
  onSelect,
}: {
  materialId: string;
  onSelect: (conceptId: string) => void;
}) {
  const { t } = useTranslation('library');
  const map = useQuery({
    queryKey: ['concepts', materialId],
    queryFn: ({ signal }) => api(getConceptMap, { params: { id: materialId }, signal }),
  });
  if (map.error) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) return <Skeleton className="h-120" />;
  return (
    <div className="grid gap-6">
      <Suspense fallback={<Skeleton className="h-120" />}>
        <ConceptMap
          label={t('material.mapLabel')}
          concepts={map.data.concepts.map((concept) => ({
            id: concept.id,
            name: concept.name,
            level: null,
          }))}
          edges={map.data.edges.filter((edge) => edge.kind === 'prerequisite')}
          onSelect={onSelect}
        />
      </Suspense>
      <section aria-label={t('material.concepts')}>
        <ul className="grid gap-4 md:grid-cols-2">
          {map.data.concepts.map((concept) => (
            <li key={concept.id} className="grid gap-1">
              <button
                type="button"
                dir="auto"
                className="justify-self-start text-link font-medium"
                onClick={() => onSelect(concept.id)}
              >
                {concept.name}
              </button>
              <p dir="auto" className="text-ink-soft text-ui">
                {concept.definition}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
