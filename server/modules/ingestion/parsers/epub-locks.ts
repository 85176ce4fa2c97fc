import { decodeHref } from './epub-href.ts';
import { readPart } from './package-parts.ts';
import { childAt, descendants } from './xml.ts';
import type { ZipArchive } from './zip.ts';

/** Scrambled fonts: any reader undoes it, and no text is concerned. */
const FONTS = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']);

/** Names of the entries that a book keeps encrypted, fonts aside. */
export function lockedParts(zip: ZipArchive): Set<string> {
  const encryption = readPart(zip, 'META-INF/encryption.xml');
  const locked = new Set<string>();
  for (const data of descendants(encryption, 'EncryptedData')) {
    const method = childAt(data, 'EncryptionMethod')?.attributes.Algorithm ?? '';
    if (FONTS.has(method)) continue;
    for (const { attributes } of descendants(data, 'CipherReference')) {
      locked.add(decodeHref(attributes.URI ?? '').replace(/^\/+/u, ''));
    }
  }
  return locked;
}
