import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';

export function StudyPage() {
  const { t } = useTranslation('frame');
  return <PageHeader title={t('nav.study')} />;
}
