import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contracts/identity.ts';
import { useFrame } from './frame-context.ts';
import { OrganizationMenu } from './organization-menu.tsx';
import { PersonMenu } from './person-menu.tsx';

/** The head of a phone's page: where one is, search, and the person. */
export function TopBar({ session }: { session: Me }) {
  const { t } = useTranslation('frame');
  const { openPalette } = useFrame();
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center justify-between gap-2 border-line border-b bg-canvas px-3 md:hidden">
      <OrganizationMenu session={session} className="min-w-0" />
      <div className="flex shrink-0 items-center gap-1">
        <button
          type="button"
          aria-label={t('palette.open')}
          onClick={openPalette}
          className="inline-flex size-11 items-center justify-center rounded-control text-ink-soft hover:bg-hover"
        >
          <Search aria-hidden className="size-5" strokeWidth={1.75} />
        </button>
        <PersonMenu session={session} side="bottom" />
      </div>
    </header>
  );
}
