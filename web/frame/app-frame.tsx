import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverEvents } from '../api/use-server-event.ts';
import { cx } from '../ui/cx.ts';
import type { Hotkey } from '../ui/hotkey-registry.ts';
import { useHotkeys } from '../ui/use-hotkeys.ts';
import { BottomBar } from './bottom-bar.tsx';
import { FrameContext } from './frame-context.ts';
import { navFor } from './nav.ts';
import { PagePending } from './page-pending.tsx';
import { Rail } from './rail.tsx';
import { useSession } from './session.ts';
import { TopBar } from './top-bar.tsx';

const Palette = lazy(() => import('./palette.tsx').then((one) => ({ default: one.Palette })));
const KeyHelp = lazy(() => import('./key-help.tsx').then((one) => ({ default: one.KeyHelp })));

/** Everything around a page for somebody who is signed in. `tray` shows long work on every page. */
export function AppFrame({ tray }: { tray?: ReactNode }) {
  const { t } = useTranslation('frame');
  const session = useSession();
  const navigate = useNavigate();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  const [focusMode, setFocusMode] = useState(false);
  const [panelElement, setPanelElement] = useState<HTMLElement | null>(null);
  const frame = useMemo(
    () => ({
      panelElement,
      setFocusMode,
      openPalette: () => setOverlay('palette'),
      openKeyHelp: () => setOverlay('keys'),
    }),
    [panelElement],
  );
  useServerEvents();

  const goTo: Hotkey[] = navFor(session.role)
    .filter((entry) => entry.letter)
    .map((entry) => ({
      keys: entry.letter === '/' ? '/' : `g ${entry.letter}`,
      description: t('keys.go', { page: t(`nav.${entry.key}`) }),
      scope: 'everywhere',
      run: () => void navigate({ to: entry.to }),
    }));
  useHotkeys([
    {
      keys: 'mod+k',
      description: t('keys.palette'),
      scope: 'everywhere',
      run: () => setOverlay((open) => (open === 'palette' ? null : 'palette')),
    },
    { keys: '?', description: t('keys.help'), scope: 'everywhere', run: frame.openKeyHelp },
    ...goTo,
  ]);

  return (
    <FrameContext value={frame}>
      <a
        href="#content"
        className="fixed start-3 top-3 z-50 -translate-y-20 rounded-control bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t('skipToContent')}
      </a>
      <div className="flex min-h-dvh">
        {focusMode ? null : <Rail session={session} />}
        <div className="flex min-w-0 flex-1 flex-col">
          {focusMode ? null : <TopBar session={session} />}
          <main
            id="content"
            tabIndex={-1}
            className={cx(
              'mx-auto w-full max-w-6xl flex-1 px-4 pt-5 outline-none md:px-8 md:pt-8 md:pb-16',
              focusMode ? 'pb-6' : 'pb-28',
            )}
          >
            <Suspense fallback={<PagePending />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <div ref={setPanelElement} className="contents" />
      </div>
      {focusMode ? null : <BottomBar role={session.role} />}
      {focusMode ? null : tray}
      <Suspense fallback={null}>
        {overlay === 'palette' ? (
          <Palette role={session.role} onClose={() => setOverlay(null)} />
        ) : null}
        {overlay === 'keys' ? <KeyHelp onClose={() => setOverlay(null)} /> : null}
      </Suspense>
    </FrameContext>
  );
}

/** Keeps the stream open while somebody is signed in, and refreshes what a gap in it may have missed. */
function useServerEvents(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const off = serverEvents.onGap(() => void queryClient.invalidateQueries());
    serverEvents.start();
    return () => {
      off();
      serverEvents.stop();
    };
  }, [queryClient]);
}
