import { Link, useLocation } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRole } from '../../contracts/tenancy.ts';
import { cx } from '../ui/cx.ts';
import { phoneNavFor } from './nav.ts';

const Sheet = lazy(() => import('../ui/sheet.tsx').then((module) => ({ default: module.Sheet })));

const ENTRY = cx(
  'flex min-h-14 w-full flex-col items-center justify-center gap-0.5 px-0.5 text-ink-soft text-xs',
  'focus-visible:-outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent',
);

export function BottomBar({ role }: { role: MemberRole }) {
  const { t } = useTranslation('frame');
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  const { bar, more } = phoneNavFor(role);
  const inMore = more.some((entry) => pathname.startsWith(entry.to));
  return (
    <nav
      aria-label={t('nav.label')}
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {bar.map(({ key, to, icon: Icon }) => (
          <li key={key} className="min-w-0">
            <Link
              to={to}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              className={ENTRY}
            >
              <Icon aria-hidden className="size-5" strokeWidth={1.75} />
              <span className="max-w-full truncate">{t(`nav.${key}`)}</span>
            </Link>
          </li>
        ))}
        {more.length > 0 ? (
          <li className="min-w-0">
            <button
              type="button"
              aria-haspopup="dialog"
              aria-expanded={open}
              onClick={() => setOpen(true)}
              className={cx(ENTRY, inMore && 'font-medium text-accent')}
            >
              <Ellipsis aria-hidden className="size-5" strokeWidth={1.75} />
              <span>{t('nav.more')}</span>
            </button>
          </li>
        ) : null}
      </ul>
      {open ? (
        <Suspense fallback={null}>
          <Sheet open onOpenChange={setOpen} title={t('nav.more')}>
            <ul className="grid gap-1">
              {more.map(({ key, to, icon: Icon }) => (
                <li key={key}>
                  <Link
                    to={to}
                    onClick={() => setOpen(false)}
                    className="flex min-h-12 items-center gap-3 rounded-control px-3 hover:bg-hover aria-[current=page]:text-accent"
                  >
                    <Icon aria-hidden className="size-5" strokeWidth={1.75} />
                    {t(`nav.${key}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </Sheet>
        </Suspense>
      ) : null}
    </nav>
  );
}
