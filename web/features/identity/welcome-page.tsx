import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';

export function WelcomePage() {
  const { t } = useTranslation('frame');
  return <PageHeader title={t('pages.welcome')} />;
}
