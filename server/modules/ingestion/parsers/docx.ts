import { strToU8, type Zippable, zipSync } from 'fflate';
import mammoth from 'mammoth';
import type { ParsedDocument } from '../../library/index.ts';
import { SourceError } from '../domain/source-error.ts';
import { decodeText } from './decode.ts';
import { styleMapOf } from './docx-styles.ts';
import { elementToBlocks, parsePage } from './html-blocks.ts';
import { mathText } from './math-text.ts';
import { coreTitle, readPart, relationsOf } from './package-parts.ts';
import { parseXml } from './xml.ts';
import { openZip, type ZipArchive } from './zip.ts';

/** The parts that hold text or say how to read it; pictures, fonts and themes stay packed. */
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/.*\.rels|word\/(?:_rels\/)?[\w.-]+\.(?:xml|rels))$/u;

/** A Word document as it reads with all tracked changes accepted. */
export async function parseDocx(bytes: Uint8Array): Promise<Omit<ParsedDocument, 'language'>> {
  const zip = openZip(bytes);
  const styles = readPart(zip, 'word/styles.xml');
  const html = await convert(repack(zip), styleMapOf(styles));
  const document = parsePage(html);
  placeNotes(document);
  const blocks = elementToBlocks(document.body, { describeImages: true });
  const title = coreTitle(zip) ?? blocks.find(({ kind }) => kind === 'heading')?.text ?? null;
  return { title, blocks, pageCount: null, durationSeconds: null };
}

/** mammoth unpacks without limits, so that it gets only what was unpacked within them. */
function repack(zip: ZipArchive): Uint8Array {
  const files: Zippable = {};
  for (const name of zip.names) {
    if (!NEEDED.test(name)) continue;
    const content = zip.read(name);
    if (content === undefined) continue;
    const body = /^word\/(?:document|footnotes|endnotes)\d*\.xml$/u.test(name);
    files[name] = body
      ? strToU8(readable(withoutLostImages(zip, name, decodeText(content))))
      : content;
  }
  return zipSync(files, { level: 0 });
}

/** Turns into plain markup what mammoth would drop with all its text. */
function readable(xml: string): string {
  return xml
    .replace(/<\/?w:(?:dir|bdo)(?: [^>]*)?>/gu, '')
    .replace(/<m:oMathParaPr>[\s\S]*?<\/m:oMathParaPr>|<\/?m:oMathPara(?: [^>]*)?>/gu, '')
    .replace(/<m:oMath(?: [^>]*)?>[\s\S]*?<\/m:oMath>/gu, (formula) => {
      const text = mathText(parseXml(strToU8(formula)));
      return `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
    });
}

/** A picture that refers to nothing would make mammoth give up the whole document. */
function withoutLostImages(zip: ZipArchive, part: string, xml: string): string {
  const known = new Set(relationsOf(zip, part).map(({ id }) => id));
  return xml.replace(
    /(<(?:a:blip|v:imagedata)\b[^>]*?) r:(?:embed|id)="([^"]*)"/gu,
    (whole, before, id) => (known.has(id) ? whole : before),
  );
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

async function convert(archive: Uint8Array, styleMap: string[]): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(archive) },
      {
        styleMap,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      },
    );
    return value;
  } catch (error) {
    throw new SourceError(
      'damaged',
      'This Word document cannot be read. Open it in its own program, save it again and upload the new copy.',
      { cause: error },
    );
  }
}

/** Moves each footnote from the end of the document to behind the paragraph that calls it. */
function placeNotes(document: Document): void {
  for (const note of document.querySelectorAll('li[id^="footnote-"], li[id^="endnote-"]')) {
    const call = document.querySelector(`a[href="#${note.id}"]`);
    const place = call?.closest('table') ?? call?.closest('p, pre, h1, h2, h3, h4, h5, h6, li');
    if (place === null || place === undefined) continue;
    const paragraph = document.createElement('p');
    paragraph.append(...note.childNodes);
    for (const inner of paragraph.querySelectorAll('p'))
      inner.replaceWith(...inner.childNodes, ' ');
    note.remove();
    if (place.tagName === 'LI') place.append(paragraph);
    else place.after(paragraph);
  }
}
