import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Material } from '../../../contracts/library.ts';
import { formatNumber } from '../../ui/format.ts';
import { DeleteMaterial } from './delete-material.tsx';
import { MaterialBadges } from './material-badges.tsx';

/** A material in the grid. */
export function MaterialCard({
  material,
  staff,
  itemProps,
}: {
  material: Material;
  staff: boolean;
  itemProps: Record<string, unknown>;
}) {
  const { t } = useTranslation('library');
  const { nuggets, questions, flashcards } = material.counts;
  return (
    <li
      {...itemProps}
      className="relative grid content-between gap-4 rounded-panel border border-line bg-surface p-5 hover:border-line-strong"
    >
      <div className="grid gap-2">
        <p className="flex flex-wrap items-center gap-2 pe-8 text-ink-faint text-sm">
          <span>{t(`kind.${material.sourceType}`)}</span>
          {material.subject ? <span dir="auto">{material.subject}</span> : null}
        </p>
        <h2 className="font-semibold text-lg leading-snug">
          <Link
            to="/materials/$materialId"
            params={{ materialId: material.id }}
            dir="auto"
            className="outline-offset-4 after:absolute after:inset-0"
          >
            {material.title}
          </Link>
        </h2>
        {material.description ? (
          <p dir="auto" className="line-clamp-3 text-ink-soft text-sm">
            {material.description}
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-2 text-ink-soft text-sm">
        <span>
          {t('counts', {
            nuggets: formatNumber(nuggets),
            questions: formatNumber(questions),
            flashcards: formatNumber(flashcards),
          })}
        </span>
        <MaterialBadges material={material} staff={staff} />
      </div>
      {staff ? (
        <div className="absolute end-3 top-3">
          <DeleteMaterial material={material} />
        </div>
      ) : null}
    </li>
  );
}
