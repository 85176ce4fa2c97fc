/**
 * Framing of the PostgreSQL wire protocol, version 3: one type byte, a 32-bit length that counts
 * itself, then the body. Only what a gateway needs to know where a message ends and what it is.
 */

/** Bytes of a first message: length and protocol (or SSL, GSS, cancel) code. */
export const STARTUP_HEAD = 8;
export const PROTOCOL_3 = 3;
export const CANCEL_CODE = 80877102;
export const SSL_CODE = 80877103;
export const GSS_CODE = 80877104;

/** A message longer than this is refused; PGlite holds it in memory several times. */
export const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

export const FRONTEND = {
  query: 0x51, // Q
  parse: 0x50, // P
  bind: 0x42, // B
  describe: 0x44, // D
  execute: 0x45, // E
  close: 0x43, // C
  flush: 0x48, // H
  sync: 0x53, // S
  password: 0x70, // p
  terminate: 0x58, // X
} as const;

const NOTIFICATION = 0x41; // A

/** Length of the typed message at `offset`, type byte included; 0 while its head is incomplete. */
export function messageLength(buffer: Buffer, offset: number): number {
  return buffer.length - offset < 5 ? 0 : buffer.readInt32BE(offset + 1) + 1;
}

/** One backend message. */
export function frame(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)),
  );
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

export function int32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    buffer.writeInt32BE(value, index * 4);
  });
  return buffer;
}

/** `ReadyForQuery`: idle, in a transaction, or in one that failed. */
export function readyForQuery(status: 'I' | 'T' | 'E'): Buffer {
  return frame('Z', Buffer.from(status));
}

/** An `ErrorResponse`; `FATAL` tells the client that the connection is about to close. */
export function errorResponse(
  severity: 'ERROR' | 'FATAL',
  sqlState: string,
  message: string,
): Buffer {
  return frame(
    'E',
    `S${severity}`,
    `V${severity}`,
    `C${sqlState}`,
    `M${message}`,
    Buffer.from([0]),
  );
}

/** A simple query as a client would send it. */
export function simpleQuery(sql: string): Buffer {
  return frame('Q', sql);
}

/** The SQL of a `Query` or `Parse` message, whose frame begins at the start of `message`. */
export function sqlOf(message: Buffer): string {
  let start = 5;
  if (message[0] === FRONTEND.parse) start = message.indexOf(0, start) + 1;
  return message.toString('utf8', start, message.indexOf(0, start));
}

/** Whether an answer ends with `ReadyForQuery`; after a `FATAL` error it does not. */
export function endsReady(answer: Buffer): boolean {
  const end = answer.length - 6;
  return end >= 0 && answer[end] === 0x5a && answer.readInt32BE(end + 1) === 5;
}

/** Separates notifications, which may be for other clients, from the rest of an answer. */
export function splitNotifications(answer: Buffer): { rest: Buffer; notifications: Buffer } {
  const rest: Buffer[] = [];
  const notifications: Buffer[] = [];
  let offset = 0;
  while (offset < answer.length) {
    const length = messageLength(answer, offset);
    if (length === 0) break;
    const part = answer.subarray(offset, offset + length);
    (part[0] === NOTIFICATION ? notifications : rest).push(part);
    offset += length;
  }
  return { rest: Buffer.concat(rest), notifications: Buffer.concat(notifications) };
}
