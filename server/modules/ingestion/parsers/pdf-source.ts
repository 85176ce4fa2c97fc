import { getDocumentProxy } from 'unpdf';
import { SourceError } from '../domain/source-error.ts';

export type PdfSource = Awaited<ReturnType<typeof getDocumentProxy>>;
export type PdfPage = Awaited<ReturnType<PdfSource['getPage']>>;

/**
 * Opens a PDF. Throws `SourceError`: `encrypted` where it asks for a password, `damaged` where its
 * structure cannot be read. The bytes are copied, because pdf.js detaches the buffer it is given.
 */
export async function openPdf(bytes: Uint8Array): Promise<PdfSource> {
  try {
    // Pictures are never decoded: one scanned page would take more memory than a book's text.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, maxImageSize: 1 });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new SourceError(
        'encrypted',
        'This PDF is locked with a password. Save a copy without it and upload that.',
        { cause: error },
      );
    }
    throw damaged(error);
  }
}

export const damaged = (cause?: unknown) =>
  new SourceError(
    'damaged',
    'This PDF is damaged. Print or export it to PDF again and upload the new copy.',
    { cause },
  );

/** The title that the file states of itself, unless it is a file name left by a converter. */
export async function statedTitle(pdf: PdfSource): Promise<string | null> {
  const { info } = await pdf.getMetadata();
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : '';
  const leftover =
    /^(?:untitled|title|document\d*|microsoft (?:word|powerpoint)\b.*|about:blank)$/iu.test(
      title,
    ) || /\.(?:docx?|odt|rtf|indd|qxd|tex|dvi|ps|pptx?|html?|xml|fm|texi)$/iu.test(title);
  return title === '' || leftover ? null : title;
}
