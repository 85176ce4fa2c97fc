import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../../../api/problem.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';

/** The end of a form: saves, says that it is saved, or what to do about a conflict. */
export function SaveBar({
  saving,
  saved,
  error,
  onReload,
}: {
  saving: boolean;
  saved: boolean;
  error: unknown;
  /** Shows what the server has now; what was typed is given up. */
  onReload: () => void;
}) {
  const { t } = useTranslation(['courses', 'common']);
  const conflict = isApiProblem(error) && error.status === 412;
  return (
    <div className="grid gap-3">
      {conflict ? (
        <Callout tone="caution" live title={t('conflict.title')}>
          <div className="grid gap-2">
            <p>{t('conflict.text')}</p>
            <div>
              <Button size="small" onClick={onReload}>
                {t('conflict.reload')}
              </Button>
            </div>
          </div>
        </Callout>
      ) : error ? (
        <ErrorState compact error={error} />
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" loading={saving}>
          {t('common:action.save')}
        </Button>
        <span role="status" className="text-ink-soft text-sm">
          {saved ? t('common:state.saved') : ''}
        </span>
      </div>
    </div>
  );
}
