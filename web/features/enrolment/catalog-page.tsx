import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../frame/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Catalog } from './catalog.tsx';
import { MyCourses } from './my-courses.tsx';

/** What one takes, to go on with, and below it all that there is to take. */
export function CatalogPage() {
  const { t } = useTranslation('enrolment');
  const { role } = useSession();
  return (
    <div className="grid grid-cols-1 gap-10">
      <PageHeader
        title={t('catalog.title')}
        actions={
          role === 'learner' ? undefined : (
            <Link to="/courses" className={buttonClass()}>
              {t('catalog.author')}
            </Link>
          )
        }
      >
        {t('catalog.lead')}
      </PageHeader>
      <MyCourses />
      <Catalog />
    </div>
  );
}
