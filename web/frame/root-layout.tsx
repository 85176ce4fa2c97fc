import { Outlet, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { ToastRegion } from '../ui/toast.tsx';
import { TooltipLayer } from '../ui/tooltip.tsx';
import { useHotkeyListener } from '../ui/use-hotkeys.ts';

/** What every page has, signed in or not. */
export function RootLayout() {
  useHotkeyListener();
  useFocusOnNavigation();
  return (
    <>
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
      <ToastRegion />
      <TooltipLayer />
    </>
  );
}

/** After a change of page the focus goes to its title, so that it is read and Tab starts there. */
function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        const target =
          document.querySelector<HTMLElement>('[data-page-title]') ??
          document.querySelector<HTMLElement>('main');
        target?.focus({ preventScroll: true });
      }),
    [router],
  );
}
