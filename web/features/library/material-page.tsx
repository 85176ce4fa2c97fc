import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getMaterial } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { useSession } from '../../frame/session.ts';
import { useAddress } from '../../frame/use-address.ts';
import { useMedia } from '../../frame/use-media.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { SkeletonText } from '../../ui/skeleton.tsx';
import { EditMaterial } from './edit-material.tsx';
import { ItemsPane } from './items-pane.tsx';
import { MapPane } from './map-pane.tsx';
import { PANES, type Pane, parseMaterialAddress } from './material-address.ts';
import { OutlinePane } from './outline-pane.tsx';
import { SourcePane } from './source-pane.tsx';

export function MaterialPage() {
  const { t } = useTranslation('library');
  const { materialId } = useParams({ from: '/app/materials/$materialId' });
  const { role } = useSession();
  const wide = useMedia('(min-width: 64rem)');
  const [address, setAddress] = useAddress(parseMaterialAddress);
  const material = useQuery({
    queryKey: ['material', materialId],
    queryFn: ({ signal }) => api(getMaterial, { params: { id: materialId }, signal }),
  });
  if (material.error)
    return <ErrorState wholePage error={material.error} onRetry={() => void material.refetch()} />;
  if (!material.data) return <SkeletonText lines={8} />;
  const { counts } = material.data;
  const staff = role !== 'learner';
  // The map takes the width of all panes; else three stand beside each other where there is room.
  const panes = PANES.filter((pane) => !wide || pane === 'map' || pane === 'source');
  const show = (pane: Pane) =>
    wide ? address.pane !== 'map' && pane !== 'map' : address.pane === pane;
  return (
    <div className="grid gap-6">
      <PageHeader
        title={material.data.title}
        actions={
          <>
            {staff ? <EditMaterial material={material.data} /> : null}
            {staff ? (
              <Link
                to="/materials/$materialId/versions"
                params={{ materialId }}
                className={buttonClass('secondary')}
              >
                {t('material.versions')}
              </Link>
            ) : null}
            {staff && counts.inReview > 0 ? (
              <Link
                to="/review"
                search={{ material: materialId }}
                className={buttonClass('secondary')}
              >
                {t('material.review', { n: formatNumber(counts.inReview) })}
              </Link>
            ) : null}
            {staff && material.data.status === 'ready' ? (
              <Link
                to="/courses/new-from-materials"
                search={{ material: [materialId] }}
                className={buttonClass('secondary')}
              >
                {t('material.makeCourse')}
              </Link>
            ) : null}
            {material.data.status === 'ready' ? (
              <Link
                to="/study"
                search={{ material: materialId }}
                className={buttonClass('primary')}
              >
                {t('material.study')}
              </Link>
            ) : null}
          </>
        }
      >
        {material.data.description}
      </PageHeader>
      {material.data.status === 'ready' ? null : (
        <Callout tone={material.data.status === 'failed' ? 'negative' : 'neutral'} live>
          {t(`material.${material.data.status}`)}
        </Callout>
      )}
      {staff &&
      material.data.status === 'ready' &&
      material.data.language !== 'en' &&
      counts.questions === 0 ? (
        <Callout>{t('material.otherLanguage')}</Callout>
      ) : null}
      <SegmentedControl
        legend={t('material.source')}
        segments={panes.map((pane) => ({ value: pane, label: t(`material.${pane}`) }))}
        value={wide && address.pane !== 'map' ? 'source' : address.pane}
        onChange={(pane) => setAddress({ pane })}
      />
      {address.pane === 'map' ? (
        <MapPane
          materialId={materialId}
          onSelect={(concept) => setAddress({ concept, pane: 'items', chunk: undefined })}
        />
      ) : (
        <div className="grid items-start gap-8 lg:grid-cols-[13rem_minmax(0,1fr)_21rem]">
          {show('outline') ? (
            <OutlinePane
              materialId={materialId}
              onSelect={(chunk) =>
                setAddress({ chunk, start: undefined, end: undefined, pane: 'source' })
              }
            />
          ) : null}
          {show('source') ? (
            <SourcePane materialId={materialId} address={address} setAddress={setAddress} />
          ) : null}
          {show('items') ? (
            <ItemsPane materialId={materialId} address={address} setAddress={setAddress} />
          ) : null}
        </div>
      )}
    </div>
  );
}
