import { AppError } from '../../errors.ts';

export type Fetched = {
  url: string;
  contentType: string | null;
  fileName: string;
  sizeBytes: number;
};

/** By what a server recognizes that nothing has changed since the last answer. */
export type Validators = { etag: string | null; lastModified: Date | null };

/**
 * What came of reading an address again. `refused`: robots.txt does not allow it;
 * `rules_unreachable`: nobody can say whether it does, so it was not read.
 */
export type Visit =
  | { kind: 'refused' | 'rules_unreachable'; url: string }
  | { kind: 'not_modified' }
  | ({ kind: 'fetched'; validators: Validators } & Fetched);

/** The server asks to be left alone for a while. */
export class ServerBusy extends AppError {
  readonly retryAfterSeconds: number;

  constructor(detail: string, retryAfterSeconds: number) {
    super('source_unreachable', detail);
    this.name = 'ServerBusy';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type WebPort = {
  /**
   * Saves what an address answers to a file.
   *
   * @throws AppError `source_unreachable` or `too_large`, in words for the person who gave the URL.
   */
  download(
    url: string,
    file: string,
    options: {
      maxBytes: number;
      signal: AbortSignal;
      /** After so long it is given up; ten minutes unless told otherwise. */
      timeoutMs?: number;
      /** Bytes so far, and in all; null where the server does not say. */
      onProgress?: (bytes: number, total: number | null) => void;
    },
  ): Promise<Fetched>;
  /**
   * Reads an address again by itself, as robots.txt allows, and only where it has changed; the
   * answer is saved to the file.
   *
   * @throws AppError as `download`; `ServerBusy` where the server says when to come back.
   */
  revisit(
    url: string,
    file: string,
    options: { validators: Validators; maxBytes: number; signal: AbortSignal },
  ): Promise<Visit>;
};
