import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { randomFrom } from '../support/statistics.ts';

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:html|md|txt|vtt)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size < 3_000_000)
    .sort();
}

/** The different sentences of all texts below the folders, in order. */
export function readSentences(folders: readonly string[]): string[] {
  const found = new Set<string>();
  for (const file of folders.flatMap(filesBelow)) {
    const text = readFileSync(file, 'utf8')
      .replace(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/g, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&[a-z#0-9]+;/g, ' ')
      .replace(/\s+/g, ' ');
    for (const sentence of text.split(/(?<=[.?!])\s+(?=[A-Z])/)) {
      const words = sentence.split(' ').length;
      if (words >= 6 && words <= 45) found.add(sentence);
    }
  }
  return [...found];
}

/**
 * Passages recombined from sentences: neighbours stand together, as in a real text about one thing,
 * and a sixth of the words is drawn anew from all words by their frequency, so that passages differ.
 */
export function passageMaker(sentences: readonly string[], seed: number): () => string {
  const random = randomFrom(seed);
  const words = sentences.flatMap((sentence) => sentence.split(' '));
  const draw = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return () => {
    const start = Math.floor(random() * sentences.length);
    const parts: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const near = random() < 0.7 ? sentences[(start + i) % sentences.length] : draw(sentences);
      parts.push(
        (near ?? '')
          .split(' ')
          .map((word) => (random() < 1 / 6 ? draw(words) : word))
          .join(' '),
      );
    }
    return parts.join(' ');
  };
}

/** Queries of two to six words in a row out of the sentences. */
export function makeQueries(sentences: readonly string[], count: number): string[] {
  const random = randomFrom(99);
  return Array.from({ length: count }, () => {
    const words = (sentences[Math.floor(random() * sentences.length)] ?? '')
      .replace(/[^\p{L}\p{N} ]/gu, '')
      .split(/ +/)
      .filter(Boolean);
    const length = 2 + Math.floor(random() * 5);
    const start = Math.floor(random() * Math.max(1, words.length - length));
    return words.slice(start, start + length).join(' ');
  }).filter((query) => query.length > 3);
}
