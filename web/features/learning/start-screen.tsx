import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getHome } from '../../../contracts/learning.ts';
import { getMaterial } from '../../../contracts/library.ts';
import { api } from '../../api/client.ts';
import { useAddress } from '../../frame/use-address.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import type { Study } from './use-study.ts';

const LENGTHS = ['5', '10', '20'] as const;

/** Before a session: how long, and of what. */
export function StartScreen({ study }: { study: Study }) {
  const { t } = useTranslation('learning');
  const [minutes, setMinutes] = useState<(typeof LENGTHS)[number]>('10');
  const [{ material: materialId }] = useAddress((raw) => ({
    material: typeof raw.material === 'string' ? raw.material : undefined,
  }));
  const home = useQuery({ queryKey: ['home'], queryFn: ({ signal }) => api(getHome, { signal }) });
  const material = useQuery({
    queryKey: ['material', materialId],
    queryFn: ({ signal }) => api(getMaterial, { params: { id: materialId ?? '' }, signal }),
    enabled: materialId !== undefined,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    study.start.mutate({
      minutes: Number(minutes),
      ...(materialId === undefined ? {} : { materialId }),
    });
  };
  return (
    <form className="grid max-w-xl gap-7" onSubmit={submit}>
      <PageHeader title={t('study.title')}>{t('study.lead')}</PageHeader>
      {study.start.error ? <ErrorState compact error={study.start.error} /> : null}
      <div className="grid gap-1 text-ink-soft">
        {home.data ? <p>{t('study.due', { n: formatNumber(home.data.learner.dueNow) })}</p> : null}
        {material.data ? <p dir="auto">{t('study.only', { title: material.data.title })}</p> : null}
      </div>
      <SegmentedControl
        legend={t('study.startMinutes')}
        showLegend
        segments={LENGTHS.map((value) => ({ value, label: formatNumber(Number(value)) }))}
        value={minutes}
        onChange={setMinutes}
      />
      <Button
        type="submit"
        variant="primary"
        size="large"
        className="justify-self-start"
        loading={study.start.isPending}
      >
        {t('study.start')}
      </Button>
    </form>
  );
}
