import { API_BASE } from '../../contracts/route.ts';

type Handler = (data: unknown) => void;

/** The part of EventSource that is used, so that tests can pass their own. */
export type EventConnection = {
  readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  close(): void;
};

export type ServerEventsOptions = {
  open?: () => EventConnection;
  /** Milliseconds before the nth attempt to come back. */
  delay?: (attempt: number) => number;
  schedule?: (run: () => void, milliseconds: number) => () => void;
};

const CLOSED = 2;

/** Doubles from 1 s to 30 s, with a spread so that a restarted server is not met by all at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(30_000, 1_000 * 2 ** Math.min(attempt, 5));
  return Math.round(base * (0.5 + random() / 2));
}

/**
 * One connection to the server's event stream, shared by everything on the page.
 *
 * The browser reconnects by itself after a dropped line, but gives up for good when the server
 * answers with an error (as during a restart); this one comes back then as well. Events sent while
 * the line was down are lost, so `onGap` tells that cached state may be old.
 */
export class ServerEvents {
  private readonly handlers = new Map<string, Set<Handler>>();
  private readonly gapHandlers = new Set<() => void>();
  private readonly open: () => EventConnection;
  private readonly delay: (attempt: number) => number;
  private readonly schedule: (run: () => void, milliseconds: number) => () => void;
  private connection: EventConnection | undefined;
  private cancelRetry: (() => void) | undefined;
  private attempt = 0;
  private broken = false;

  constructor(options: ServerEventsOptions = {}) {
    this.open = options.open ?? (() => new EventSource(`${API_BASE}/events`));
    this.delay = options.delay ?? backoff;
    this.schedule =
      options.schedule ??
      ((run, milliseconds) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      });
  }

  start(): void {
    if (this.connection || this.cancelRetry) return;
    this.connect();
  }

  stop(): void {
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    this.connection?.close();
    this.connection = undefined;
    this.attempt = 0;
    this.broken = false;
  }

  /** Hears one kind of event until the returned function is called. */
  on(name: string, handler: Handler): () => void {
    let handlers = this.handlers.get(name);
    if (!handlers) {
      handlers = new Set();
      this.handlers.set(name, handlers);
      if (this.connection) this.listen(this.connection, name);
    }
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /** Called when the stream is back after it was down. */
  onGap(handler: () => void): () => void {
    this.gapHandlers.add(handler);
    return () => this.gapHandlers.delete(handler);
  }

  private connect(): void {
    const connection = this.open();
    this.connection = connection;
    for (const name of this.handlers.keys()) this.listen(connection, name);
    connection.onopen = () => {
      this.attempt = 0;
      if (!this.broken) return;
      this.broken = false;
      for (const handler of this.gapHandlers) handler();
    };
    connection.onerror = () => {
      if (this.connection !== connection) return;
      this.broken = true;
      if (connection.readyState !== CLOSED) return;
      this.connection = undefined;
      this.cancelRetry = this.schedule(
        () => {
          this.cancelRetry = undefined;
          this.connect();
        },
        this.delay(this.attempt++),
      );
    };
  }

  private listen(connection: EventConnection, name: string): void {
    connection.addEventListener(name, (event) => {
      let data: unknown;
      try {
        data = JSON.parse(event.data);
      } catch {
        return;
      }
      for (const handler of this.handlers.get(name) ?? []) handler(data);
    });
  }
}
