import { Keyboard, LogOut } from 'lucide-react';
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
export function PersonMenu({ session, side }: { session: Me; side: 'top' | 'bottom' }) {
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
    <Menu
      side={side}
      align={side === 'top' ? 'start' : 'end'}
      trigger={
        <button
          type="button"
          aria-label={`${session.user.name}. ${t('person.menu')}`}
          className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-control p-1.5 hover:bg-hover md:justify-center lg:justify-start"
        >
          <Initials name={session.user.name} />
          <span className="hidden min-w-0 flex-1 text-start leading-tight lg:grid">
            <span className="truncate text-ui">{session.user.name}</span>
            <span className="truncate text-ink-faint text-sm">{tCommon(`role.${session.role}`)}</span>
          </span>
        </button>
      }
    >
      <div className="grid px-2.5 pt-1.5 pb-2">
        <span className="truncate font-medium text-ui">{session.user.name}</span>
        <bdi className="truncate text-ink-faint text-sm">{session.user.email}</bdi>
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

function Initials({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
  return (
    <span
      aria-hidden
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-full border border-line-strong/50 bg-surface font-medium text-ink-soft text-sm"
    >
      {letters}
    </span>
  );
}
