/** FNV-1a, 32 bits, over UTF-16 code units. Stable across platforms and processes. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed >>> 0;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash >>> 0;
}

/** A copy in an order that depends only on the seed and on what the items say, not on their order. */
export function orderByHash<T>(items: readonly T[], seed: string, label: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, name: label(item), hash: hash32(`${seed}\u0000${label(item)}`) }))
    .sort((a, b) => a.hash - b.hash || (a.name < b.name ? -1 : 1))
    .map(({ item }) => item);
}
