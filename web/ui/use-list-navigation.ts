import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from './use-hotkeys.ts';

export type ListNavigationOptions<Item> = {
  items: readonly Item[];
  /** Enter, or `o`. */
  onOpen?: (item: Item, index: number) => void;
  onMove?: (item: Item, index: number) => void;
  initialIndex?: number;
  disabled?: boolean;
};

/**
 * Walks a list by `j`/`k` and the arrow keys and opens by Enter. Spread `itemProps(index)` on each
 * row; the current one holds the focus, so that screen readers and scrolling follow.
 */
export function useListNavigation<Item>({
  items,
  onOpen,
  onMove,
  initialIndex = -1,
  disabled = false,
}: ListNavigationOptions<Item>) {
  const { t } = useTranslation('frame');
  const [index, setIndex] = useState(initialIndex);
  const elements = useRef(new Map<number, HTMLElement>());
  const current = Math.min(index, items.length - 1);

  useEffect(() => {
    if (index >= items.length) setIndex(items.length - 1);
  }, [index, items.length]);

  const moveTo = (next: number) => {
    const item = items[next];
    if (item === undefined) return;
    setIndex(next);
    elements.current.get(next)?.focus();
    onMove?.(item, next);
  };
  const open = () => {
    const item = items[current];
    if (item !== undefined) onOpen?.(item, current);
  };
  const off = disabled || items.length === 0;
  useHotkeys([
    {
      keys: 'j',
      description: t('keys.next'),
      run: () => moveTo(Math.min(current + 1, items.length - 1)),
      disabled: off,
    },
    {
      keys: 'k',
      description: t('keys.previous'),
      run: () => moveTo(Math.max(current - 1, 0)),
      disabled: off,
    },
    ...(onOpen
      ? [{ keys: 'Enter', description: t('keys.open'), run: open, disabled: off || current < 0 }]
      : []),
  ]);

  const itemProps = (at: number) => ({
    ref: (element: HTMLElement | null) => {
      if (element) elements.current.set(at, element);
      else elements.current.delete(at);
    },
    tabIndex: at === Math.max(current, 0) ? 0 : -1,
    'data-current': at === current || undefined,
    onFocus: () => setIndex(at),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      // Arrow keys inside a control of the row belong to that control.
      if (event.target !== event.currentTarget) return;
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0 || disabled) return;
      event.preventDefault();
      moveTo(Math.min(Math.max(at + step, 0), items.length - 1));
    },
  });

  return { index: current, setIndex: moveTo, itemProps };
}
