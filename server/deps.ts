import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { Authenticate } from './http/register.ts';
import type { Route } from './http/route.ts';
import type { Queue } from './jobs/queue.ts';
import type { Task } from './jobs/task.ts';
import type { AiPort } from './ports/ai/index.ts';
import type { Clock } from './ports/clock.ts';
import type { Mailer } from './ports/mail/index.ts';
import type { MediaPort } from './ports/media/index.ts';
import type { ObjectStore } from './ports/storage/index.ts';
import type { WebPort } from './ports/web/index.ts';

/** What the edges hand to every module. */
export type Deps = {
  config: Config;
  database: Database;
  queue: Queue;
  storage: ObjectStore;
  media: MediaPort;
  web: WebPort;
  ai: AiPort;
  mailer: Mailer;
  clock: Clock;
  /** Address under which people reach this server, without a slash at the end. */
  publicUrl: () => string;
  /** Lets the owner of the data folder act through the API; new at every start. */
  operatorToken: string;
  /** Signs the session cookies. */
  secret: string;
  /** 32 bytes that encrypt the keys of model providers. */
  masterKey: Buffer;
};

/** What a module adds to the platform. */
export type Module = {
  name: string;
  routes: readonly Route[];
  tasks?: readonly Task[];
  /** Runs once when the platform starts, after the migrations. */
  start?(): Promise<void>;
  /** Adds what is not a plain operation: event streams, uploads, files. */
  mount?(server: FastifyInstance, authenticate: Authenticate): void;
  /** Lets go of what the module holds: threads, streams. */
  close?(): Promise<void>;
};
