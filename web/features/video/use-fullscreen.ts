import { type RefObject, useEffect, useState } from 'react';

/** Full screen of the whole frame, so that questions can be answered there, too. */
export function useFullscreen(frame: RefObject<HTMLElement | null>) {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const read = () =>
      setOn(frame.current !== null && document.fullscreenElement === frame.current);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, [frame]);
  return {
    on,
    possible: document.fullscreenEnabled === true,
    toggle: () => {
      const change = on ? document.exitFullscreen() : frame.current?.requestFullscreen();
      change?.catch(() => undefined);
    },
  };
}
