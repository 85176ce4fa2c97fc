import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { MonitoredUrls } from './monitored-urls.tsx';
import { WatchedFolders } from './watched-folders.tsx';

/** Folders and addresses that are followed: their state, what they brought, what went wrong. */
export function SourcesPage() {
  const { t } = useTranslation('sources');
  return (
    <div className="grid max-w-4xl gap-8">
      <PageHeader
        title={t('title')}
        back={
          <Link to="/library" className="text-link">
            {t('back')}
          </Link>
        }
      >
        {t('lead')}
      </PageHeader>
      <MonitoredUrls />
      <WatchedFolders />
    </div>
  );
}
