import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../ui/button.tsx';

export function NotFoundPage() {
  const { t } = useTranslation('frame');
  useEffect(() => {
    document.title = `${t('notFound.title')} · Lectern`;
  }, [t]);
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 px-5 py-16 text-center">
      <Compass aria-hidden className="size-8 text-ink-faint" strokeWidth={1.5} />
      <h1 data-page-title tabIndex={-1} className="font-semibold text-xl outline-none">
        {t('notFound.title')}
      </h1>
      <p className="text-ink-soft">{t('notFound.text')}</p>
      <Link to="/" className={buttonClass('primary')}>
        {t('notFound.home')}
      </Link>
    </div>
  );
}
