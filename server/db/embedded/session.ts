import type { Socket } from 'node:net';
import {
  CANCEL_CODE,
  errorResponse,
  FRONTEND,
  frame,
  GSS_CODE,
  int32,
  MAX_MESSAGE_BYTES,
  messageLength,
  PROTOCOL_3,
  readyForQuery,
  SSL_CODE,
  STARTUP_HEAD,
  sqlOf,
} from './frames.ts';

/** Messages up to and including the one after which a client waits for an answer. */
export type Batch = { session: Session; bytes: Buffer; synced: boolean };

export type SessionEvents = {
  onBatch(batch: Batch): void;
  onGone(session: Session): void;
};

/** PostgreSQL ends its process at any other; here that would be everyone's. */
const SERVED = new Set<number>([
  FRONTEND.query,
  FRONTEND.parse,
  FRONTEND.bind,
  FRONTEND.describe,
  FRONTEND.execute,
  FRONTEND.close,
  FRONTEND.flush,
  FRONTEND.sync,
]);
const LISTEN = /^\s*listen\s/i;
/** PGlite cannot wait for a client in the middle of a statement: it would end, for everyone. */
const COPY_IN = /(?:^|;)\s*copy\s[^;]*\bfrom\s+stdin\b/i;
const PARAMETERS: Record<string, string> = {
  server_encoding: 'UTF8',
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  integer_datetimes: 'on',
  standard_conforming_strings: 'on',
};
let nextId = 1;

/**
 * One client's connection: greets it and cuts what it sends into batches. Greeting here, and not
 * in PostgreSQL, keeps one client's start from touching the session that all clients share.
 */
export class Session {
  readonly id = nextId++;
  readonly socket: Socket;
  /** Whether this client has asked for notifications. */
  listening = false;
  #state: 'startup' | 'password' | 'open' | 'gone' = 'startup';
  #received: Buffer = Buffer.alloc(0);
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  /** Bytes to wait for until the message that has begun is whole. */
  #needed = 0;
  /** Bytes of `#received` that are whole messages of the batch to come. */
  #batched = 0;
  readonly #events: SessionEvents;
  readonly #password: string | null;
  readonly #serverVersion: string;

  constructor(
    socket: Socket,
    options: { password: string | null; serverVersion: string },
    events: SessionEvents,
  ) {
    this.socket = socket;
    this.#events = events;
    this.#password = options.password;
    this.#serverVersion = options.serverVersion;
    socket.setNoDelay(true);
    socket.on('data', (data) => this.#take(data));
    socket.on('error', () => this.#leave());
    socket.on('close', () => this.#leave());
  }

  write(data: Buffer): void {
    if (this.#state !== 'gone' && this.socket.writable) this.socket.write(data);
  }

  /** Tells the client why, and hangs up. */
  refuse(sqlState: string, message: string): void {
    if (this.#state === 'gone') return;
    this.socket.end(errorResponse('FATAL', sqlState, message));
    this.#leave();
  }

  close(): void {
    this.socket.destroy();
    this.#leave();
  }

  #leave(): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#events.onGone(this);
  }

  #take(data: Buffer): void {
    if (this.#state === 'gone') return;
    this.#pieces.push(data);
    this.#pieceBytes += data.length;
    // Joined once the message is whole: joining at every piece would take its length squared.
    if (this.#received.length + this.#pieceBytes < this.#needed) return;
    this.#received = Buffer.concat([this.#received, ...this.#pieces]);
    this.#pieces = [];
    this.#pieceBytes = 0;
    this.#needed = 0;
    while (this.#state === 'startup') if (!this.#takeStartup()) return;
    this.#takeMessages();
  }

  /** Handles one untyped first message; false while it is incomplete. */
  #takeStartup(): boolean {
    if (this.#received.length < STARTUP_HEAD) return false;
    const length = this.#received.readInt32BE(0);
    const code = this.#received.readInt32BE(4);
    if (length < STARTUP_HEAD || length > 10_000) {
      this.close();
      return false;
    }
    if (this.#received.length < length) return false;
    this.#received = this.#received.subarray(length);
    if (code === SSL_CODE || code === GSS_CODE) {
      this.socket.write('N');
    } else if (code === CANCEL_CODE) {
      // A statement runs to its end inside this very thread: by now there is nothing to cancel.
      this.close();
      return false;
    } else if (code >>> 16 !== PROTOCOL_3) {
      this.refuse('0A000', 'Only version 3 of the protocol is spoken here.');
      return false;
    } else if (this.#password === null) {
      this.#greet();
    } else {
      this.#state = 'password';
      this.socket.write(frame('R', int32(3)));
    }
    return true;
  }

  #greet(): void {
    this.#state = 'open';
    const parameters = { ...PARAMETERS, server_version: this.#serverVersion };
    this.socket.write(
      Buffer.concat([
        frame('R', int32(0)),
        ...Object.entries(parameters).map(([name, value]) => frame('S', name, value)),
        frame('K', int32(this.id, 0)),
        readyForQuery('I'),
      ]),
    );
  }

  #takeMessages(): void {
    for (;;) {
      if (this.#state === 'gone') return;
      const length = messageLength(this.#received, this.#batched);
      if (length === 0) return;
      if (length < 5 || length > MAX_MESSAGE_BYTES) {
        this.refuse('08P01', 'The message is too long.');
        return;
      }
      if (this.#received.length < this.#batched + length) {
        this.#needed = this.#batched + length;
        return;
      }
      this.#takeMessage(this.#received.subarray(this.#batched, this.#batched + length));
    }
  }

  #takeMessage(message: Buffer): void {
    const type = message[0];
    if (this.#state === 'password') {
      this.#received = this.#received.subarray(message.length);
      const given =
        type === FRONTEND.password ? message.toString('utf8', 5, message.length - 1) : '';
      if (given === this.#password) this.#greet();
      else this.refuse('28P01', 'The password is wrong.');
      return;
    }
    if (type === FRONTEND.terminate) {
      this.close();
      return;
    }
    if (type === undefined || !SERVED.has(type)) {
      this.refuse('08P01', 'The message is of an unknown kind.');
      return;
    }
    this.#batched += message.length;
    if (type === FRONTEND.query || type === FRONTEND.parse) {
      const sql = sqlOf(message);
      if (COPY_IN.test(sql)) {
        this.refuse('0A000', 'The embedded database takes no rows by COPY.');
        return;
      }
      this.listening ||= LISTEN.test(sql);
    }
    const synced = type === FRONTEND.query || type === FRONTEND.sync;
    if (!synced && type !== FRONTEND.flush) return;
    const bytes = this.#received.subarray(0, this.#batched);
    this.#received = this.#received.subarray(this.#batched);
    this.#batched = 0;
    this.#events.onBatch({ session: this, bytes, synced });
  }
}
