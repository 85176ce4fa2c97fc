import { Keyboard, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contracts/identity.ts';
import { i18n } from '../i18n/index.ts';
import { isLocale, LOCALES, type Locale } from '../i18n/locales.ts';
import { explainError } from '../ui/error-state.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import { useFrame } from './frame-context.ts';
import { useSignOut, useUpdatePreferences } from './session.ts';
import { storedTheme, type Theme } from './theme.ts';

const LOCALE_OPTIONS = (Object.keys(LOCALES) as Locale[]).map((value) => ({
  value,
  label: <bdi lang={value}>{LOCALES[value].name}</bdi>,
}));

/** Theme, language, keys and the way out. */
export function PersonMenuContent({
  session,
  side,
  trigger,
}: {
  session: Me;
  side: 'top' | 'bottom';
  trigger: ReactNode;
}) {
  const { t } = useTranslation('frame');
  const { t: tCommon } = useTranslation('common');
  const { openKeyHelp } = useFrame();
  const preferences = useUpdatePreferences();
  const leave = useSignOut();
  const onError = (error: unknown) =>
    showToast({ message: explainError(error, tCommon), tone: 'negative' });
  const themes: { value: Theme; label: string }[] = [
    { value: 'system', label: t('person.themeSystem') },
    { value: 'light', label: t('person.themeLight') },
    { value: 'dark', label: t('person.themeDark') },
  ];
  return (
    <Menu side={side} align={side === 'top' ? 'start' : 'end'} defaultOpen trigger={trigger}>
      <div className="grid px-2.5 pt-1.5 pb-2">
        <span className="truncate font-medium text-ui">{session.user.name}</span>
        <bdi className="truncate [text-align:match-parent] text-ink-faint text-sm">
          {session.user.email}
        </bdi>
      </div>
      <MenuSeparator />
      <MenuChoice
        label={t('person.theme')}
        options={themes}
        value={storedTheme()}
        onChange={(theme) => preferences.mutate({ theme }, { onError })}
      />
      <MenuSeparator />
      <MenuChoice
        label={t('person.language')}
        options={LOCALE_OPTIONS}
        value={isLocale(i18n.language) ? i18n.language : 'en'}
        onChange={(locale) => preferences.mutate({ locale }, { onError })}
      />
      <MenuSeparator />
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={openKeyHelp}>
        {t('person.keys')}
      </MenuItem>
      <MenuItem
        icon={<LogOut aria-hidden className="rtl:-scale-x-100" />}
        onSelect={() => leave.mutate(undefined, { onError })}
      >
        {t('person.signOut')}
      </MenuItem>
    </Menu>
  );
}
