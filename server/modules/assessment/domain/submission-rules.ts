import { SUBMISSION_FILE_TYPES } from '../../../../contracts/submissions.ts';

type Past = { status: 'draft' | 'submitted' | 'returned' | 'graded' };

/**
 * Whether a learner may begin another submission: nothing of theirs is open, and either the last
 * was given back, which takes no attempt, or attempts are left.
 *
 * @param past in their order.
 */
export function mayResubmit(past: readonly Past[], maxAttempts: number | null): boolean {
  const last = past.at(-1);
  if (last === undefined || last.status === 'returned') return true;
  if (last.status !== 'graded') return false;
  const used = past.filter(({ status }) => status !== 'returned').length;
  return maxAttempts === null || used < maxAttempts;
}

const ENDINGS: ReadonlySet<string> = new Set(SUBMISSION_FILE_TYPES);
/** Programs and pages that run: refused by what they are, whatever they are called. */
const REFUSED = [
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-msi',
  'application/x-deb',
  'application/x-rpm',
  'application/x-apple-diskimage',
  'application/java-vm',
  'application/x-ms-shortcut',
  'application/vnd.microsoft.portable-executable',
];

/**
 * Why a file is not taken, in plain words; null where it is.
 *
 * @param found the media type that its content shows; undefined where it shows none.
 */
export function fileProblem(name: string, found: string | undefined): string | null {
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!ENDINGS.has(ending))
    return `${name} is of a kind that is not taken here. Send one of: ${SUBMISSION_FILE_TYPES.join(', ')}.`;
  if (found !== undefined && REFUSED.includes(found))
    return `${name} is a program, whatever its name says. Send the document itself.`;
  return null;
}

/** A header that names a file in any script (RFC 6266, RFC 8187) and always downloads it. */
export function attachmentHeader(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The media type to serve: what the content shows, else plain bytes that no browser opens. */
export const servedType = (found: string | undefined): string =>
  found ?? 'application/octet-stream';
