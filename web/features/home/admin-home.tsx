import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Home } from '../../../contracts/learning.ts';
import { Figure, Figures } from '../../ui/figure.tsx';
import { formatBytes, formatNumber } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';

const MICROS = 1_000_000;

export function AdminHome({ part }: { part: NonNullable<Home['admin']> }) {
  const { t, i18n } = useTranslation('home');
  const money = new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'USD' });
  return (
    <Section
      title={t('admin.title')}
      actions={
        <Link to="/people" className="text-link text-ui">
          {t('admin.manage')}
        </Link>
      }
    >
      <Figures>
        <Figure label={t('admin.people')} value={formatNumber(part.people)} />
        <Figure label={t('admin.active')} value={formatNumber(part.activeThisWeek)} />
        <Figure label={t('admin.storage')} value={formatBytes(part.storageBytes)} />
        <Figure label={t('admin.database')} value={formatBytes(part.databaseBytes)} />
        <Figure label={t('admin.cost')} value={money.format(part.costMicrousd / MICROS)} />
        <Figure label={t('admin.failed')} value={formatNumber(part.failedIngestions)} />
      </Figures>
    </Section>
  );
}
