/** The server's time as this device knows it: its own clock, put right by what the server says. */
export class ServerClock {
  #offset = 0;

  /** @param serverTime ISO time that the server has just told. */
  set(serverTime: string): void {
    this.#offset = Date.parse(serverTime) - Date.now();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offset;
  }
}
