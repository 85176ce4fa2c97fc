import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES } from './locales.ts';

type Texts = { [key: string]: string | Texts };

const here = new URL('.', import.meta.url);
const PLURAL = /_(zero|one|two|few|many|other)$/;

function namespacesOf(locale: string): string[] {
  return readdirSync(new URL(`${locale}/`, here))
    .filter((file) => file.endsWith('.json'))
    .sort();
}

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

function read(locale: string, file: string): Map<string, string> {
  return flatten(JSON.parse(readFileSync(new URL(`${locale}/${file}`, here), 'utf8')) as Texts);
}

/** Keys without plural endings, and of these, which have plural forms. */
function shape(texts: Map<string, string>) {
  const keys = [...new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')))].sort();
  const plurals = new Set(
    [...texts.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
  );
  return { keys, plurals };
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/{{\s*([\w.]+)/g)].map((match) => match[1] ?? '').sort();
}

const others = Object.keys(LOCALES).filter((locale) => locale !== 'en');

describe.each(others)('the texts in %s', (locale) => {
  it('have the namespaces of the English ones', () => {
    expect(namespacesOf(locale)).toEqual(namespacesOf('en'));
  });
});

const files = namespacesOf('en').filter((file) =>
  others.every((locale) => namespacesOf(locale).includes(file)),
);

describe.each(files)('%s', (file) => {
  it.each(others)('has the same keys in English and %s', (locale) => {
    expect(shape(read(locale, file)).keys).toEqual(shape(read('en', file)).keys);
  });

  it.each(Object.keys(LOCALES))('has exactly the plural forms that %s needs', (locale) => {
    const texts = read(locale, file);
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const key of shape(read('en', file)).plurals) {
      const present = [...texts.keys()].filter((one) => one.replace(PLURAL, '') === key);
      expect(present.sort()).toEqual(forms.map((form) => `${key}_${form}`).sort());
    }
  });

  it.each(others)('keeps the placeholders in %s', (locale) => {
    const english = read('en', file);
    for (const [key, text] of read(locale, file)) {
      const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      const allowed = placeholders(original);
      const used = placeholders(text);
      // "One job" and "two jobs" are words in many languages: those forms may leave the number out.
      const wanted =
        PLURAL.test(key) && !used.includes('count')
          ? allowed.filter((name) => name !== 'count')
          : allowed;
      expect(used, key).toEqual(wanted);
    }
  });

  it.each(Object.keys(LOCALES))('leaves no text empty in %s', (locale) => {
    for (const [key, text] of read(locale, file)) expect(text.trim(), key).not.toBe('');
  });
});
