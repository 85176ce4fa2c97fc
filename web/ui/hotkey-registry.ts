export type Hotkey = {
  /** One key (`a`, `Enter`, `?`), a chord (`mod+k`; mod is Ctrl, or ⌘ on a Mac), or a sequence (`g l`). */
  keys: string;
  /** What it does, in the reader's language: shown by `?`. */
  description: string;
  run: (event: KeyboardEvent) => void;
  /** `page` keys are listed first and go when the page does. */
  scope?: 'page' | 'everywhere';
  disabled?: boolean;
  /** Works while typing as well; chords with `mod` always do. */
  whileTyping?: boolean;
};

let registered: readonly Hotkey[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Hotkey[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Adds keys until the returned function is called; the latest owner of a key wins. */
export function registerHotkeys(hotkeys: readonly Hotkey[]): () => void {
  publish([...registered, ...hotkeys]);
  return () => publish(registered.filter((hotkey) => !hotkeys.includes(hotkey)));
}

export function subscribeHotkeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentHotkeys(): readonly Hotkey[] {
  return registered;
}

/** True where letters belong to the text being written. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file'].includes(target.type);
}

/** The name of a pressed key as `keys` writes it; undefined for modifiers alone. */
export function keyNameOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | undefined {
  if (['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock'].includes(event.key)) {
    return undefined;
  }
  if (event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

/** Chooses what a key press means: a sequence that it ends, else a single key, else nothing yet. */
export function matchHotkey(
  hotkeys: readonly Hotkey[],
  pending: string | undefined,
  key: string,
): Hotkey | undefined {
  const active = hotkeys.filter((hotkey) => !hotkey.disabled);
  const sequence = pending ? active.findLast((one) => one.keys === `${pending} ${key}`) : undefined;
  return sequence ?? active.findLast((one) => one.keys === key);
}

/** True where some sequence begins with this key. */
export function startsSequence(hotkeys: readonly Hotkey[], key: string): boolean {
  return hotkeys.some((hotkey) => !hotkey.disabled && hotkey.keys.startsWith(`${key} `));
}
