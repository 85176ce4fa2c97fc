import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import {
  currentHotkeys,
  type Hotkey,
  isTyping,
  keyNameOf,
  matchHotkey,
  registerHotkeys,
  startsSequence,
  subscribeHotkeys,
} from './hotkey-registry.ts';

/**
 * Gives the page its keys while the component is mounted. Pass a fresh array each render: the
 * newest `run` is called, and the list is registered anew only when keys or texts change.
 */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const latest = useRef(hotkeys);
  useLayoutEffect(() => {
    latest.current = hotkeys;
  });
  const signature = JSON.stringify(
    hotkeys.map((one) => [one.keys, one.description, one.scope, one.disabled, one.whileTyping]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the array
  useEffect(() => {
    const stable = latest.current.map((hotkey, index) => ({
      ...hotkey,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }));
    return registerHotkeys(stable);
  }, [signature]);
}

/** The keys that work right now, for the help dialog. */
export function useCurrentHotkeys(): readonly Hotkey[] {
  return useSyncExternalStore(subscribeHotkeys, currentHotkeys);
}

const SEQUENCE_MS = 1_000;

/** Stands once in the frame: hears the keyboard for everybody. */
export function useHotkeyListener(): void {
  useEffect(() => {
    let pending: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyNameOf(event);
      if (key === undefined) return;
      const hotkeys = currentHotkeys();
      const hotkey = matchHotkey(hotkeys, pending, key);
      const typing = isTyping(event.target);
      clearTimeout(timer);
      pending = undefined;
      if (hotkey) {
        if (typing && !hotkey.whileTyping && !key.startsWith('mod+')) return;
        if (inDialog(event.target) && !key.startsWith('mod+')) return;
        if ((key === 'Enter' || key === ' ') && isControl(event.target)) return;
        event.preventDefault();
        hotkey.run(event);
      } else if (!typing && startsSequence(hotkeys, key)) {
        pending = key;
        timer = setTimeout(() => {
          pending = undefined;
        }, SEQUENCE_MS);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** The page behind an open dialog or menu must not react. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}

/** Enter and Space on a button or link press it. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary') !== null;
}
