import { useTranslation } from 'react-i18next';
import type { Material } from '../../../contracts/library.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatNumber } from '../../ui/format.ts';

/** What is to be known of a material besides its name: not ready yet, waiting for review. */
export function MaterialBadges({ material, staff }: { material: Material; staff: boolean }) {
  const { t } = useTranslation('library');
  const { inReview } = material.counts;
  return (
    <>
      {material.status === 'ready' ? null : (
        <Badge tone={material.status === 'failed' ? 'negative' : 'accent'}>
          {t(`status.${material.status}`)}
        </Badge>
      )}
      {staff && inReview > 0 ? (
        <Badge tone="caution">{t('inReview', { n: formatNumber(inReview) })}</Badge>
      ) : null}
    </>
  );
}
