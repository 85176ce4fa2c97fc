export type SourceErrorCode =
  | 'unsupported_format'
  | 'encrypted'
  | 'damaged'
  | 'no_text'
  | 'too_large';

/** A source that cannot be read. The message tells a person, in plain words, what to do. */
export class SourceError extends Error {
  readonly code: SourceErrorCode;

  constructor(code: SourceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceError';
    this.code = code;
  }
}
