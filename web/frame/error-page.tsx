import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiProblem } from '../api/problem.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/error-state.tsx';

/** A page's code that a newer release has replaced can no longer be loaded. */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|module script/i.test(error.message);
}

/** Stands where a page failed; the frame around it goes on. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('frame');
  const router = useRouter();
  useEffect(() => {
    document.title = `${t('crash.title')} · Lectern`;
  }, [t]);
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (isApiProblem(error)) {
    const mayRecover = error.status !== 403 && error.status !== 404;
    return <ErrorState wholePage error={error} {...(mayRecover ? { onRetry: retry } : {})} />;
  }
  const outdated = isOutdated(error);
  return (
    <div
      role="alert"
      className="mx-auto grid max-w-lg justify-items-center gap-3 px-5 py-16 text-center"
    >
      <h1 className="font-semibold text-xl">{t('crash.title')}</h1>
      <p className="text-ink-soft">{outdated ? t('crash.update') : t('crash.text')}</p>
      <Button variant="primary" onClick={() => location.reload()}>
        {t('crash.reload')}
      </Button>
      {outdated ? null : (
        <pre
          dir="ltr"
          className="mt-2 max-w-full select-all overflow-x-auto whitespace-pre-wrap text-start text-ink-faint text-sm"
        >
          {error instanceof Error ? error.message : String(error)}
        </pre>
      )}
    </div>
  );
}
