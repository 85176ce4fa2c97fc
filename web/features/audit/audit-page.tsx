import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';

export function AuditPage() {
  const { t } = useTranslation('frame');
  return <PageHeader title={t('nav.audit')} />;
}
