import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRole } from '../../contracts/tenancy.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useCurrentHotkeys } from '../ui/use-hotkeys.ts';
import { navFor } from './nav.ts';

type PaletteProps = { role: MemberRole; onClose: () => void };

/** Search and every command: pages, and whatever has a key on this page. */
export function Palette({ role, onClose }: PaletteProps) {
  const { t } = useTranslation('frame');
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const actions = useCurrentHotkeys().filter((one) => one.scope !== 'everywhere' && !one.disabled);
  const text = query.trim();
  const then = (act: () => void) => () => {
    onClose();
    // Radix gives the focus back to the page first; an action may move it elsewhere.
    setTimeout(act);
  };
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10dvh] z-50 mx-auto max-w-xl animate-enter overflow-hidden rounded-panel border border-line bg-surface shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Command label={t('palette.title')} loop>
            <div className="flex items-center gap-3 border-line border-b px-4">
              <Search aria-hidden className="size-5 shrink-0 text-ink-faint" strokeWidth={1.75} />
              <Command.Input
                autoFocus
                dir="auto"
                value={query}
                onValueChange={setQuery}
                placeholder={t('palette.placeholder')}
                className="h-13 min-w-0 flex-1 bg-transparent outline-none"
              />
            </div>
            <Command.List
              label={t('palette.title')}
              className="max-h-[60dvh] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-faint [&_[cmdk-group-heading]]:text-sm"
            >
              {text ? (
                <PaletteItem
                  value={`search ${text}`}
                  forceMount
                  icon={<Search aria-hidden />}
                  onSelect={then(() => void navigate({ to: '/search', search: { q: text } }))}
                >
                  {t('palette.searchFor', { query: text })}
                </PaletteItem>
              ) : null}
              <Command.Group heading={t('palette.goTo')}>
                {navFor(role).map(({ key, to, icon: Icon, letter }) => (
                  <PaletteItem
                    key={key}
                    value={t(`nav.${key}`)}
                    icon={<Icon aria-hidden />}
                    keys={letter ? `g ${letter}` : undefined}
                    onSelect={then(() => void navigate({ to }))}
                  >
                    {t(`nav.${key}`)}
                  </PaletteItem>
                ))}
              </Command.Group>
              {actions.length > 0 ? (
                <Command.Group heading={t('palette.actions')}>
                  {actions.map((action) => (
                    <PaletteItem
                      key={`${action.keys} ${action.description}`}
                      value={action.description}
                      keys={action.keys}
                      onSelect={then(() => action.run(new KeyboardEvent('keydown')))}
                    >
                      {action.description}
                    </PaletteItem>
                  ))}
                </Command.Group>
              ) : null}
              <Command.Empty className="px-2.5 py-4 text-ink-soft text-ui">
                {t('palette.empty')}
              </Command.Empty>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteItem({
  value,
  icon,
  keys,
  forceMount = false,
  onSelect,
  children,
}: {
  value: string;
  icon?: ReactNode;
  keys?: string | undefined;
  forceMount?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      forceMount={forceMount}
      onSelect={onSelect}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-[0.375rem] px-2.5 text-ui data-[selected=true]:bg-accent-tint [&>svg]:size-4.5 [&>svg]:shrink-0 [&>svg]:text-ink-faint"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? (
        <span className="hidden gap-1 pointer-fine:flex">
          {keys.split(' ').map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      ) : null}
    </Command.Item>
  );
}
