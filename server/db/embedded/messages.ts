/** What the two processes tell each other. */

export type ChildOptions = {
  dataDir: string | null;
  loadDump: string | null;
  socketDir: string;
  /** On systems without sockets in the file system: a loopback port and a password. */
  password: string | null;
  parentPid: number;
  maxConnections: number;
  idleInTransactionMs: number;
};

export type ToChild =
  | { type: 'open'; options: ChildOptions }
  | { type: 'announce'; id: number; url: string; token: string }
  | { type: 'dump'; id: number; path: string }
  | { type: 'close' };

export type Failure = {
  kind: 'in-use' | 'folder' | 'other';
  message: string;
  owner: { pid: number; url: string | null } | null;
};

export type FromChild =
  | { type: 'ready'; port: number }
  | { type: 'failed'; failure: Failure }
  | { type: 'done'; id: number; error: string | null }
  | { type: 'log'; line: string };
