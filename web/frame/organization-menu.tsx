import { ChevronsUpDown } from 'lucide-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contracts/identity.ts';
import { cx } from '../ui/cx.ts';
import { LazyMenu } from './lazy-menu.tsx';

const load = () => import('./organization-menu-content.tsx');
const Content = lazy(() => load().then((module) => ({ default: module.OrganizationMenuContent })));

/** The organization's name; a switcher for whoever belongs to several. */
export function OrganizationMenu({ session, className }: { session: Me; className?: string }) {
  const { t } = useTranslation('frame');
  const { organization, memberships } = session;
  const look = cx(
    'flex min-h-11 min-w-0 items-center gap-2.5 rounded-control p-1.5 md:justify-center lg:justify-start',
    className,
  );
  const name = (
    <>
      <Monogram name={organization.name} />
      <span
        dir="auto"
        className="min-w-0 flex-1 truncate font-semibold text-ui [text-align:match-parent] md:hidden lg:block"
      >
        {organization.name}
      </span>
    </>
  );
  if (memberships.length < 2) {
    return (
      <div className={look} title={organization.name}>
        {name}
      </div>
    );
  }
  return (
    <LazyMenu
      preload={load}
      button={(props) => (
        <button
          type="button"
          {...props}
          aria-label={`${organization.name}. ${t('organization.switch')}`}
          className={cx(look, 'text-start hover:bg-hover')}
        >
          {name}
          <ChevronsUpDown
            aria-hidden
            className="size-4 shrink-0 text-ink-faint md:hidden lg:block"
          />
        </button>
      )}
      menu={(trigger) => <Content session={session} trigger={trigger} />}
    />
  );
}

function Monogram({ name }: { name: string }) {
  const letter = Array.from(name.trim())[0]?.toUpperCase() ?? 'L';
  return (
    <span
      aria-hidden
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-[0.375rem] bg-accent font-semibold text-on-accent text-ui"
    >
      {letter}
    </span>
  );
}
