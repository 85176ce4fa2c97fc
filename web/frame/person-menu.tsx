import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contracts/identity.ts';
import { LazyMenu } from './lazy-menu.tsx';

const load = () => import('./person-menu-content.tsx');
const Content = lazy(() => load().then((module) => ({ default: module.PersonMenuContent })));

/** The person at the foot of the rail, or at the head of a phone's page. */
export function PersonMenu({ session, side }: { session: Me; side: 'top' | 'bottom' }) {
  const { t } = useTranslation('frame');
  const { t: tCommon } = useTranslation('common');
  return (
    <LazyMenu
      preload={load}
      button={(props) => (
        <button
          type="button"
          {...props}
          aria-label={`${session.user.name}. ${t('person.menu')}`}
          className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-control p-1.5 hover:bg-hover md:justify-center lg:justify-start"
        >
          <Initials name={session.user.name} />
          <span className="hidden min-w-0 flex-1 text-start leading-tight lg:grid">
            <span className="truncate text-ui">{session.user.name}</span>
            <span className="truncate text-ink-faint text-sm">
              {tCommon(`role.${session.role}`)}
            </span>
          </span>
        </button>
      )}
      menu={(trigger) => <Content session={session} side={side} trigger={trigger} />}
    />
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
