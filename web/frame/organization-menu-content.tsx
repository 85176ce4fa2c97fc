import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contracts/identity.ts';
import { explainError } from '../ui/error-state.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import { useSwitchOrganization } from './session.ts';

export function OrganizationMenuContent({ session, trigger }: { session: Me; trigger: ReactNode }) {
  const { t } = useTranslation('frame');
  const { t: tCommon } = useTranslation('common');
  const change = useSwitchOrganization();
  const choose = (organizationId: string) => {
    if (organizationId === session.organization.id) return;
    change.mutate(organizationId, {
      onSuccess: (me) =>
        showToast({ message: t('organization.working', { name: me.organization.name }) }),
      onError: (error) => showToast({ message: explainError(error, tCommon), tone: 'negative' }),
    });
  };
  return (
    <Menu align="start" defaultOpen trigger={trigger}>
      <MenuChoice
        label={t('organization.switch')}
        value={session.organization.id}
        onChange={choose}
        options={session.memberships.map((membership) => ({
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
