import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';
import type { Hotkey } from '../ui/hotkey-registry.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useCurrentHotkeys } from '../ui/use-hotkeys.ts';

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys that work right now, the page's own first. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('frame');
  const hotkeys = useCurrentHotkeys().filter((one) => !one.disabled);
  const page = hotkeys.filter((one) => one.scope !== 'everywhere');
  const everywhere = hotkeys.filter((one) => one.scope === 'everywhere');
  return (
    <Dialog open onOpenChange={onClose} title={t('keys.title')}>
      <div className="grid gap-5 pb-2">
        <KeyList title={t('keys.thisPage')} hotkeys={page} empty={t('keys.none')} />
        <KeyList title={t('keys.everywhere')} hotkeys={everywhere} />
      </div>
    </Dialog>
  );
}

function KeyList({
  title,
  hotkeys,
  empty,
}: {
  title: string;
  hotkeys: readonly Hotkey[];
  empty?: string;
}) {
  const { t } = useTranslation('frame');
  return (
    <section className="grid gap-1">
      <h3 className="font-medium text-ink-faint text-sm">{title}</h3>
      {hotkeys.length === 0 ? <p className="text-ink-soft text-ui">{empty}</p> : null}
      <dl className="divide-y divide-line">
        {hotkeys.map((hotkey) => (
          <div
            key={`${hotkey.keys} ${hotkey.description}`}
            className="flex min-h-9 items-center justify-between gap-4 text-ui"
          >
            <dt>{hotkey.description}</dt>
            <dd className="flex shrink-0 items-center gap-1">
              {hotkey.keys.split(' ').map((step, index) => (
                <span key={step} className="flex items-center gap-1">
                  {index > 0 ? (
                    <span className="text-ink-faint text-xs">{t('keys.then')}</span>
                  ) : null}
                  {step.split('+').map((key) => (
                    <Kbd key={key}>{keyLabel(key)}</Kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function keyLabel(key: string): string {
  if (key === 'mod') return IS_MAC ? '⌘' : 'Ctrl';
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}
