import { describe, expect, it, vi } from 'vitest';
import { backoff, type EventConnection, ServerEvents } from './events.ts';

class FakeConnection implements EventConnection {
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  closed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
  opened(): void {
    this.readyState = 1;
    this.onopen?.({} as Event);
  }
  refused(): void {
    this.readyState = 2;
    this.onerror?.({} as Event);
  }
  sends(name: string, data: string): void {
    this.listeners.get(name)?.({ data } as MessageEvent<string>);
  }
}

function setup() {
  const connections: FakeConnection[] = [];
  const waiting: (() => void)[] = [];
  const events = new ServerEvents({
    open: () => {
      const connection = new FakeConnection();
      connections.push(connection);
      return connection;
    },
    schedule: (run) => {
      waiting.push(run);
      return () => waiting.splice(waiting.indexOf(run), 1);
    },
  });
  return { events, connections, waiting };
}

describe('server-sent events', () => {
  it('hands parsed data to whoever hears that kind, also when they came later', () => {
    const { events, connections } = setup();
    const early = vi.fn();
    const late = vi.fn();
    events.on('job', early);
    events.start();
    events.on('note', late);
    connections[0]!.sends('job', '{"id":1}');
    connections[0]!.sends('note', '"hi"');
    expect(early).toHaveBeenCalledWith({ id: 1 });
    expect(late).toHaveBeenCalledWith('hi');
  });

  it('survives data that is not JSON', () => {
    const { events, connections } = setup();
    const handler = vi.fn();
    events.on('job', handler);
    events.start();
    connections[0]!.sends('job', '<html>');
    expect(handler).not.toHaveBeenCalled();
  });

  it('comes back after the server refused, and tells that news may be missing', () => {
    const { events, connections, waiting } = setup();
    const gap = vi.fn();
    const handler = vi.fn();
    events.on('job', handler);
    events.onGap(gap);
    events.start();
    connections[0]!.opened();
    expect(gap).not.toHaveBeenCalled();
    connections[0]!.refused();
    waiting[0]!();
    connections[1]!.opened();
    expect(gap).toHaveBeenCalledTimes(1);
    connections[1]!.sends('job', '1');
    expect(handler).toHaveBeenCalledWith(1);
  });

  it('stays away once it is stopped', () => {
    const { events, connections, waiting } = setup();
    events.start();
    connections[0]!.refused();
    events.stop();
    expect(waiting).toHaveLength(0);
    expect(connections).toHaveLength(1);
  });

  it('waits longer each time, up to 30 seconds, with a spread', () => {
    expect(backoff(0, () => 1)).toBe(1_000);
    expect(backoff(3, () => 0)).toBe(4_000);
    expect(backoff(50, () => 1)).toBe(30_000);
  });
});
