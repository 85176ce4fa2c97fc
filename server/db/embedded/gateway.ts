import { createServer, type Server } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { endsReady, simpleQuery, splitNotifications } from './frames.ts';
import { type Batch, Session } from './session.ts';

export type GatewayOptions = {
  database: PGlite;
  serverVersion: string;
  password: string | null;
  maxConnections: number;
  /** A client that keeps a transaction open and silent for so long is cut off. */
  idleInTransactionMs: number;
  onLog(line: string): void;
};

/**
 * Lets many clients use the one session that PGlite has.
 *
 * The unit is a batch: all that a client sends until it waits for an answer, so the parse, bind
 * and execute of one client are never mixed with those of another. While a transaction is open,
 * or a batch was flushed and not synced, only its client is served; the others wait in order.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: Server;
  readonly #sessions = new Set<Session>();
  #queue: Batch[] = [];
  #jobs: (() => Promise<void>)[] = [];
  #holder: Session | null = null;
  #holderTimer: NodeJS.Timeout | undefined;
  #running = false;
  #stopping = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#server = createServer((socket) =>
      this.#accept(new Session(socket, options, this.#events)),
    );
  }

  readonly #events = {
    onBatch: (batch: Batch) => {
      this.#queue.push(batch);
      this.#wake();
    },
    onGone: (session: Session) => this.#forget(session),
  };

  /** Listens on a socket in the file system, or on a loopback port that it returns. */
  async listen(where: { path: string } | { host: string; port: 0 }): Promise<number | null> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(where, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  /** Runs `work` on the database while no transaction is open and no client is served. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push(() => work().then(resolve, reject));
      this.#wake();
    });
  }

  /** Hangs up on everyone; what was open is rolled back. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#server.close();
    for (const session of [...this.#sessions]) {
      session.refuse('57P01', 'The database is closing.');
    }
    await this.exclusively(async () => {});
  }

  #accept(session: Session): void {
    this.#sessions.add(session);
    if (this.#stopping) session.refuse('57P03', 'The database is closing.');
    else if (this.#sessions.size > this.#options.maxConnections) {
      session.refuse('53300', `There are already ${this.#options.maxConnections} connections.`);
    }
  }

  #forget(session: Session): void {
    this.#sessions.delete(session);
    this.#queue = this.#queue.filter((batch) => batch.session !== session);
    this.#wake();
  }

  #wake(): void {
    if (this.#running) return;
    this.#running = true;
    this.#drain().catch((error: unknown) => {
      // Nothing that a client does gets here; the database itself is broken, so start anew.
      this.#options.onLog(`the database failed: ${error instanceof Error ? error.stack : error}`);
      process.exit(70);
    });
  }

  async #drain(): Promise<void> {
    for (;;) {
      clearTimeout(this.#holderTimer);
      if (this.#holder && !this.#sessions.has(this.#holder)) await this.#release();
      if (!this.#holder) {
        const job = this.#jobs.shift();
        if (job) {
          await job();
          continue;
        }
      }
      const batch = this.#next();
      if (!batch) break;
      await this.#run(batch);
    }
    this.#running = false;
    if (this.#holder) this.#watchHolder(this.#holder);
  }

  #next(): Batch | undefined {
    if (!this.#holder) return this.#queue.shift();
    const index = this.#queue.findIndex((batch) => batch.session === this.#holder);
    return index === -1 ? undefined : this.#queue.splice(index, 1)[0];
  }

  async #run({ session, bytes, synced }: Batch): Promise<void> {
    const listening = [...this.#sessions].filter((other) => other.listening);
    const chunks: Buffer[] = [];
    await this.#execute(bytes, (chunk) => chunks.push(Buffer.from(chunk)));
    const answer = Buffer.concat(chunks);
    if (synced && !endsReady(answer))
      throw new Error(`no end of the answer: ${answer.toString('latin1')}`);
    const open = this.#options.database.isInTransaction();
    this.#holder = open || !synced ? session : null;
    if (listening.length === 0) {
      session.write(answer);
      return;
    }
    const { rest, notifications } = splitNotifications(answer);
    session.write(rest);
    if (notifications.length > 0) for (const other of listening) other.write(notifications);
  }

  /** Ends what a client left open when it went. */
  async #release(): Promise<void> {
    const sync = Buffer.from([0x53, 0, 0, 0, 4]);
    await this.#execute(sync, () => {});
    if (this.#options.database.isInTransaction()) {
      await this.#execute(simpleQuery('rollback'), () => {});
    }
    this.#holder = null;
  }

  async #execute(bytes: Uint8Array, onRawData: (chunk: Uint8Array) => void): Promise<void> {
    // Files are written as the statement runs; there is no copy to bring up to date.
    await this.#options.database.execProtocolRawStream(bytes, { syncToFs: false, onRawData });
  }

  #watchHolder(holder: Session): void {
    const { idleInTransactionMs, onLog } = this.#options;
    this.#holderTimer = setTimeout(() => {
      onLog(`a transaction was open and silent for ${idleInTransactionMs} ms; it is rolled back`);
      holder.refuse('25P03', 'The transaction was open and silent for too long.');
    }, idleInTransactionMs);
    this.#holderTimer.unref();
  }
}
