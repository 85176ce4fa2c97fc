import { type RefObject, useEffect, useRef } from 'react';

/** How far below the top of the window the line stands that counts as being read, in pixels. */
const READING_LINE = 96;
const QUIET_MS = 400;
/** How long formulas, code and pictures that come late may still move the place. */
const SETTLE_MS = 4_000;

type Block = { element: HTMLElement; start: number; length: number };

function blocksIn(root: HTMLElement): Block[] {
  return [...root.querySelectorAll<HTMLElement>('[data-offset]')].map((element) => ({
    element,
    start: Number(element.dataset.offset),
    length: Number(element.dataset.length ?? 0),
  }));
}

/** The place in the article's plain text that stands at the reading line; 0 above its beginning. */
export function offsetInView(root: HTMLElement, line = READING_LINE): number {
  let found: Block | undefined;
  for (const block of blocksIn(root)) {
    if (block.element.getBoundingClientRect().top > line) break;
    found = block;
  }
  if (!found) return 0;
  const { top, height } = found.element.getBoundingClientRect();
  const share = height > 0 ? Math.min(1, (line - top) / height) : 0;
  return found.start + Math.floor(found.length * share);
}

/** Scrolls so that a place in the plain text stands at the reading line. */
export function scrollToOffset(root: HTMLElement, offset: number, line = READING_LINE): void {
  const block = blocksIn(root).findLast(({ start }) => start <= offset);
  if (!block) return;
  const { top, height } = block.element.getBoundingClientRect();
  const share = block.length > 0 ? Math.min(1, (offset - block.start) / block.length) : 0;
  window.scrollBy({ top: top + height * share - line, behavior: 'instant' });
}

/** Scrolls to the place, and again while what is above it still grows, until the reader does something. */
function returnTo(root: HTMLElement, offset: number): () => void {
  scrollToOffset(root, offset);
  const observer = new ResizeObserver(() => scrollToOffset(root, offset));
  observer.observe(root);
  const events = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    for (const event of events) window.removeEventListener(event, stop);
  };
  const timer = setTimeout(stop, SETTLE_MS);
  for (const event of events) window.addEventListener(event, stop, { passive: true });
  return stop;
}

/**
 * Brings the reader back to where they were and tells where they are, a moment after they stop
 * scrolling. `initial` is read once, when the article is there.
 */
export function useArticlePosition(
  root: RefObject<HTMLElement | null>,
  { initial, onChange }: { initial: number; onChange: (offset: number) => void },
): void {
  const latest = useRef({ initial, onChange });
  latest.current.onChange = onChange;
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const { initial: start } = latest.current;
    const stopReturning = start > 0 ? returnTo(element, start) : () => undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current.onChange(offsetInView(element)), QUIET_MS);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      stopReturning();
      clearTimeout(timer);
      window.removeEventListener('scroll', onScroll);
    };
  }, [root]);
}
