/** Pictures that browsers show. SVG is not among them: it can hold scripts. */
export const IMAGE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/avif',
  'image/gif',
  // An animated PNG is recognized by a name of its own, and shown as any other.
  'image/apng',
]);

export type FileUse = 'image' | 'download';

/**
 * The media type under which a file is kept, by what its content was recognized as (undefined where
 * it was not); null where a picture is asked for and it is none.
 */
export function keptMediaType(recognized: string | undefined, use: FileUse): string | null {
  if (use === 'download') return recognized ?? 'application/octet-stream';
  return recognized !== undefined && IMAGE_TYPES.has(recognized) ? recognized : null;
}

/** A file name for a header: RFC 6266 with the ASCII form for old programs. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
