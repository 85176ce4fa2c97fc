import { createContext, useContext, useEffect } from 'react';

export type FrameContextValue = {
  /** Where a side panel puts itself on a wide window. */
  panelElement: HTMLElement | null;
  setFocusMode: (active: boolean) => void;
  openPalette: () => void;
  openKeyHelp: () => void;
};

export const FrameContext = createContext<FrameContextValue>({
  panelElement: null,
  setFocusMode: () => undefined,
  openPalette: () => undefined,
  openKeyHelp: () => undefined,
});

export function useFrame(): FrameContextValue {
  return useContext(FrameContext);
}

/** Takes rail and bottom bar away while the component is mounted, so that only the work is left. */
export function useFocusMode(active = true): void {
  const { setFocusMode } = useFrame();
  useEffect(() => {
    setFocusMode(active);
    return () => setFocusMode(false);
  }, [active, setFocusMode]);
}
