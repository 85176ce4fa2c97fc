import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contracts/identity.ts';
import { cx } from '../ui/cx.ts';
import { navFor } from './nav.ts';
import { OrganizationMenu } from './organization-menu.tsx';
import { PersonMenu } from './person-menu.tsx';

/** The rail of a tablet (word under icon) and of a desktop (word beside it). */
export function Rail({ session }: { session: Me }) {
  const { t } = useTranslation('frame');
  return (
    <header className="sticky top-0 hidden h-dvh w-20 shrink-0 flex-col gap-2 border-line border-e bg-sunken px-2 py-3 md:flex lg:w-56 lg:px-3">
      <OrganizationMenu session={session} className="lg:mb-2" />
      <nav aria-label={t('nav.label')} className="min-h-0 flex-1 overflow-y-auto p-0.5">
        <ul className="grid gap-0.5">
          {navFor(session.role).map(({ key, to, icon: Icon }) => (
            <li key={key}>
              <Link
                to={to}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                className={cx(
                  'flex flex-col items-center gap-1 rounded-control px-1 py-2 text-ink-soft text-xs transition-colors hover:bg-hover hover:text-ink',
                  'lg:min-h-10 lg:flex-row lg:gap-3 lg:px-3 lg:text-ui',
                  'aria-[current=page]:bg-accent-tint aria-[current=page]:font-medium aria-[current=page]:text-accent',
                )}
              >
                <Icon aria-hidden className="size-5 shrink-0 lg:size-4.5" strokeWidth={1.75} />
                <span className="max-w-full truncate">{t(`nav.${key}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <PersonMenu session={session} side="top" />
    </header>
  );
}
