import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StudySession } from '../../../contracts/learning.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import type { Study } from './use-study.ts';

/** After the last step, or when nothing is left. */
export function SessionDone({ session, study }: { session: StudySession; study: Study }) {
  const { t } = useTranslation('learning');
  const ended = session.status === 'completed';
  return (
    <div className="grid max-w-xl gap-6">
      <PageHeader title={ended ? t('study.doneTitle') : t('study.nothing')}>
        {ended
          ? t('study.doneText', {
              correct: formatNumber(session.correct),
              answered: formatNumber(session.answered),
            })
          : t('study.nothingText')}
      </PageHeader>
      <div className="flex flex-wrap gap-3">
        <Link to="/progress" className={buttonClass('primary', 'large')}>
          {t('study.seeProgress')}
        </Link>
        {ended ? (
          <Button
            size="large"
            loading={study.start.isPending}
            onClick={() => study.start.mutate({})}
          >
            {t('study.newSession')}
          </Button>
        ) : (
          <Button size="large" loading={study.end.isPending} onClick={() => study.end.mutate()}>
            {t('study.end')}
          </Button>
        )}
      </div>
    </div>
  );
}
