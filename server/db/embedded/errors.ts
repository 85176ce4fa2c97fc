/** What is known of the process that owns a data folder; read from a file, so only information. */
export type Owner = {
  /** The process that people know: the server or the command, not its database process. */
  pid: number;
  databasePid: number;
  /** ISO 8601. */
  startedAt: string;
  /** Where its HTTP interface answers, once it does. */
  url: string | null;
};

/** Another process has this data folder open. */
export class DatabaseInUseError extends Error {
  readonly pid: number | null;
  readonly url: string | null;

  constructor(dataDir: string, owner: Pick<Owner, 'pid' | 'url'> | null) {
    const who = owner
      ? `process ${owner.pid}${owner.url ? ` (the server at ${owner.url})` : ''}`
      : 'another process';
    super(
      `The data folder ${dataDir} is in use by ${who}. ` +
        'Only one process can own it: stop that one, or choose another folder with LECTERN_DATA.',
    );
    this.name = 'DatabaseInUseError';
    this.pid = owner?.pid ?? null;
    this.url = owner?.url ?? null;
  }
}

/** The data folder cannot be used, for a reason that the message says in plain words. */
export class DataFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DataFolderError';
  }
}

/** The database process could not start, or ended while it was asked for something. */
export class EmbeddedDatabaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EmbeddedDatabaseError';
  }
}
