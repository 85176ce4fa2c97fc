import { describe, expect, it } from 'vitest';
import { type Hotkey, keyNameOf, matchHotkey, startsSequence } from './hotkey-registry.ts';

const hotkey = (keys: string, more: Partial<Hotkey> = {}): Hotkey => ({
  keys,
  description: keys,
  run: () => undefined,
  ...more,
});
const press = (key: string, mods: Partial<KeyboardEvent> = {}) =>
  keyNameOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...mods });

describe('page keys', () => {
  it('read Ctrl and ⌘ as the same modifier', () => {
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('K', { metaKey: true })).toBe('mod+k');
  });

  it('ignore a modifier pressed alone, and Alt, which types characters', () => {
    expect(press('Shift')).toBeUndefined();
    expect(press('j', { altKey: true })).toBeUndefined();
  });

  it('prefer the sequence that the key ends over the key alone', () => {
    const list = [hotkey('l'), hotkey('g l')];
    expect(matchHotkey(list, 'g', 'l')?.keys).toBe('g l');
    expect(matchHotkey(list, undefined, 'l')?.keys).toBe('l');
  });

  it('give a key to whoever registered it last', () => {
    const list = [hotkey('a', { description: 'old' }), hotkey('a', { description: 'new' })];
    expect(matchHotkey(list, undefined, 'a')?.description).toBe('new');
  });

  it('leave disabled keys out', () => {
    expect(matchHotkey([hotkey('a', { disabled: true })], undefined, 'a')).toBeUndefined();
    expect(startsSequence([hotkey('g l', { disabled: true })], 'g')).toBe(false);
    expect(startsSequence([hotkey('g l')], 'g')).toBe(true);
  });
});
