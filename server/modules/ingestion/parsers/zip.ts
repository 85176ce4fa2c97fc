import { unzipSync } from 'fflate';
import { SourceError } from '../domain/source-error.ts';

const MAX_TOTAL = 2 ** 30;
const MAX_ENTRY = 256 * 2 ** 20;
const MAX_ENTRIES = 20_000;

/** Unpacks the wanted entries. Sizes are those declared; fflate never writes beyond them. */
export function unzip(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): Map<string, Uint8Array> {
  let total = 0;
  let count = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        count += 1;
        if (total > MAX_TOTAL || count > MAX_ENTRIES || originalSize > MAX_ENTRY) {
          throw new SourceError(
            'too_large',
            'This file unpacks to more than one document may hold. Split it and upload the parts.',
          );
        }
        return wanted(name);
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      'damaged',
      'This file is damaged. Open it in its own program, save it again and upload the new copy.',
    );
  }
}
