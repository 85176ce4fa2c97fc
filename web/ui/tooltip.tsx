import {
  cloneElement,
  type ReactElement,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Kbd } from './kbd.tsx';

type TooltipProps = {
  text: string;
  /** A key that does the same. */
  hotkey?: string | undefined;
  /** One focusable element that takes `data-` attributes. */
  children: ReactElement<Record<string, unknown>>;
};

/** A few words about a control, on hover and on focus. Never the only place of something needed. */
export function Tooltip({ text, hotkey, children }: TooltipProps) {
  return cloneElement(children, { 'data-tooltip': text, 'data-tooltip-key': hotkey });
}

type Tip = { text: string; hotkey: string | undefined; anchor: Element };

const WAIT_MS = 400;
/** Shortly after one tooltip the next comes without a wait. */
const WARM_MS = 300;

/** Stands once in the app and shows the tooltip of whatever is pointed at: one element for all. */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  useTooltipTriggers(setTip);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!tip || !element) return;
    const anchor = tip.anchor.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const above = anchor.top - height - 6;
    const centred = anchor.left + anchor.width / 2 - width / 2;
    element.style.top = `${above >= 8 ? above : anchor.bottom + 6}px`;
    element.style.left = `${Math.max(8, Math.min(centred, innerWidth - width - 8))}px`;
  }, [tip]);
  if (!tip) return null;
  return (
    <div
      ref={box}
      aria-hidden
      className="pointer-events-none fixed z-60 flex max-w-64 items-center gap-2 rounded-control bg-ink px-2.5 py-1.5 text-canvas text-sm"
    >
      {tip.text}
      {tip.hotkey ? (
        <Kbd className="border-canvas/40 bg-transparent text-canvas">{tip.hotkey}</Kbd>
      ) : null}
    </div>
  );
}

function useTooltipTriggers(setTip: (tip: Tip | null) => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let anchor: Element | null = null;
    let hiddenAt = 0;
    const hide = () => {
      clearTimeout(timer);
      if (anchor) hiddenAt = Date.now();
      anchor = null;
      setTip(null);
    };
    const show = (element: Element, wait: number) => {
      if (element === anchor) return;
      clearTimeout(timer);
      anchor = element;
      timer = setTimeout(() => {
        const text = element.getAttribute('data-tooltip');
        if (!text || !element.isConnected) return;
        setTip({
          text,
          hotkey: element.getAttribute('data-tooltip-key') ?? undefined,
          anchor: element,
        });
      }, wait);
    };
    const found = (event: Event) =>
      event.target instanceof Element ? event.target.closest('[data-tooltip]') : null;
    const onPointerOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      const element = found(event);
      if (element) show(element, Date.now() - hiddenAt < WARM_MS ? 0 : WAIT_MS);
      else if (anchor) hide();
    };
    const onFocusIn = (event: FocusEvent) => {
      const element = found(event);
      if (element?.matches(':focus-visible')) show(element, 0);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', onPointerOver);
    document.addEventListener('focusin', onFocusIn);
    document.addEventListener('focusout', hide);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    document.addEventListener('keydown', onKeyDown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onPointerOver);
      document.removeEventListener('focusin', onFocusIn);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('scroll', hide, { capture: true });
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [setTip]);
}
