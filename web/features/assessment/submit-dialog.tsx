import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';

/** The last look before handing in: what is unanswered and what was marked. */
export function SubmitDialog({
  open,
  onOpenChange,
  unanswered,
  flagged,
  busy,
  error,
  onGoTo,
  onSubmit,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Positions, from 1. */
  unanswered: readonly number[];
  flagged: readonly number[];
  busy: boolean;
  error: unknown;
  onGoTo: (position: number) => void;
  onSubmit: () => void;
}) {
  const { t } = useTranslation(['assessment', 'common']);
  const list = (title: string, positions: readonly number[]) =>
    positions.length === 0 ? null : (
      <div className="grid gap-2">
        <p className="font-medium text-ui">{title}</p>
        <ul className="flex flex-wrap gap-1.5">
          {positions.map((position) => (
            <li key={position}>
              <Button
                size="small"
                aria-label={t('attempt.goTo', { n: formatNumber(position) })}
                onClick={() => onGoTo(position)}
              >
                {formatNumber(position)}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('submit.title')}
      description={t('submit.text')}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('submit.goOn')}</Button>
          <Button variant="primary" loading={busy} onClick={onSubmit}>
            {t('attempt.submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {error ? <ErrorState compact error={error} /> : null}
        {list(t('submit.unanswered', { count: unanswered.length }), unanswered)}
        {list(t('submit.flagged', { count: flagged.length }), flagged)}
      </div>
    </Dialog>
  );
}
