import type { Readable } from 'node:stream';

/** Bytes from `start` to `end`, both included, counted from 0. */
export type ByteRange = { start: number; end: number };

/** Keeps originals and media. Keys are slash-separated paths that the application makes itself. */
export type ObjectStore = {
  /**
   * Fails where files cannot be kept: a bucket that is not there, keys that are not valid.
   *
   * @throws StorageError that says what to do.
   */
  check(): Promise<void>;
  /** Moves a finished temporary file under a key: afterwards the file may be there or not. */
  putFile(key: string, file: string, options?: { mediaType?: string }): Promise<void>;
  putText(key: string, text: string): Promise<void>;
  read(key: string): Promise<Uint8Array>;
  /**
   * The bytes of a range, or all of them, as they are read. Whoever takes the stream ends it.
   *
   * @throws StorageError where the key is not there.
   */
  stream(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable>;
  /** Bytes under a key; null where there is nothing. */
  size(key: string): Promise<number | null>;
  has(key: string): Promise<boolean>;
  /** Does nothing where there is nothing. */
  delete(key: string): Promise<void>;
};

/** Where files are kept, as the settings say it. */
export type StorageConfig =
  | { kind: 'disk'; folder: string }
  | {
      kind: 's3';
      bucket: string;
      region: string;
      /** Null: Amazon's own. */
      endpoint: string | null;
      /** `https://host/bucket/key` instead of `https://bucket.host/key`. */
      pathStyle: boolean;
      /** Null: the keys are found as Amazon's tools find them. */
      keys: { id: string; secret: string } | null;
    }
  | {
      kind: 'gcs';
      bucket: string;
      /** Null: Google's own. */
      endpoint: string | null;
      /** Key of a service account; null: the credentials of the machine. */
      keyFile: string | null;
    };

/** Files cannot be kept or read; the message says what to do, and holds no secret. */
export class StorageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StorageError';
  }
}
