import { ChevronsUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contracts/identity.ts';
import { cx } from '../ui/cx.ts';
import { explainError } from '../ui/error-state.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import { useSwitchOrganization } from './session.ts';

/** The organization's name; a switcher for whoever belongs to several. */
export function OrganizationMenu({ session, className }: { session: Me; className?: string }) {
  const { t } = useTranslation('frame');
  const { t: tCommon } = useTranslation('common');
  const change = useSwitchOrganization();
  const { organization, memberships } = session;
  const name = (
    <>
      <Monogram name={organization.name} />
      <span className="min-w-0 flex-1 truncate text-start font-semibold text-ui md:hidden lg:block">
        {organization.name}
      </span>
    </>
  );
  const look = cx(
    'flex min-h-11 min-w-0 items-center gap-2.5 rounded-control p-1.5 md:justify-center lg:justify-start',
    className,
  );
  if (memberships.length < 2) {
    return (
      <div className={look}>
        {name}
        <span className="sr-only hidden md:inline lg:hidden">{organization.name}</span>
      </div>
    );
  }
  const choose = (organizationId: string) => {
    if (organizationId === organization.id) return;
    change.mutate(organizationId, {
      onSuccess: (me) =>
        showToast({ message: t('organization.working', { name: me.organization.name }) }),
      onError: (error) => showToast({ message: explainError(error, tCommon), tone: 'negative' }),
    });
  };
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`${organization.name}. ${t('organization.switch')}`}
          className={cx(look, 'hover:bg-hover')}
        >
          {name}
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint md:hidden lg:block" />
        </button>
      }
    >
      <MenuChoice
        label={t('organization.switch')}
        value={organization.id}
        onChange={choose}
        options={memberships.map((membership) => ({
          value: membership.organizationId,
          label: (
            <span className="grid min-w-0">
              <span className="truncate">{membership.organizationName}</span>
              <span className="text-ink-faint text-sm">{tCommon(`role.${membership.role}`)}</span>
            </span>
          ),
        }))}
      />
    </Menu>
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
