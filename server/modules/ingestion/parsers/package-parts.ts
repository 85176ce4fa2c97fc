import path from 'node:path';
import { childrenOf, parseXml, type XmlElement } from './xml.ts';
import type { ZipArchive } from './zip.ts';

export type Relation = { id: string; type: string; target: string };

/** A part of an Office Open XML package as XML; undefined where there is none. */
export function readPart(zip: ZipArchive, name: string): XmlElement | undefined {
  const bytes = zip.read(name);
  return bytes === undefined || bytes.length === 0 ? undefined : parseXml(bytes);
}

/** The parts that a part refers to (ECMA-376 part 2): `type` is the last word of the type's URI. */
export function relationsOf(zip: ZipArchive, part: string): Relation[] {
  const folder = path.posix.dirname(part);
  const root = readPart(zip, path.posix.join(folder, '_rels', `${path.posix.basename(part)}.rels`));
  return childrenOf(root, 'Relationship')
    .filter(({ attributes }) => attributes.TargetMode !== 'External')
    .map(({ attributes }) => {
      const target = attributes.Target ?? '';
      return {
        id: attributes.Id ?? '',
        type: attributes.Type?.split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target),
      };
    });
}

/** The title in a document's core properties; null where it has none that says something. */
export function coreTitle(zip: ZipArchive): string | null {
  const core = readPart(zip, 'docProps/core.xml');
  const [title] = childrenOf(core, 'title').map(({ children }) => children.join('').trim());
  const placeholder =
    /^(?:powerpoint presentation|(?:microsoft )?word (?:document|- .*)|untitled|document\d*|presentation\d*|slide 1|title)$/iu;
  return title === undefined || title === '' || placeholder.test(title) ? null : title;
}
