import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Deps, Module } from '../../deps.ts';
import { createEventStream } from './events-stream.ts';
import { createIngestionTask } from './jobs.ts';
import { createParsePool } from './pool.ts';
import { ingestionRoutes } from './routes.ts';
import { createIngestionService } from './service.ts';
import { createVersionService } from './versions/service.ts';
import { createChecker } from './watching/check.ts';
import { createFolderService } from './watching/folders.ts';
import { watchingRoutes } from './watching/routes.ts';
import { createScanner } from './watching/scan.ts';
import { watchingTasks } from './watching/tasks.ts';
import { createUrlService } from './watching/urls.ts';

export { overallProgress } from './domain/progress.ts';
export { type MaterialChunked, materialChunked } from './events.ts';
export {
  cancelJob,
  controlJob,
  failJob,
  isJobOpen,
  isJobOver,
  isJobWaiting,
  JobCancelled,
  type JobControl,
  pauseJob,
  resumeJob,
  systemContext,
} from './job-control.ts';
export { updateJob } from './repo.ts';
export { createIngestionService } from './service.ts';
export { createVersionService, type TakenVersion } from './versions/service.ts';

export function ingestionModule(deps: Deps): Module {
  mkdirSync(path.join(deps.config.dataDir, 'tmp'), { recursive: true, mode: 0o700 });
  const service = createIngestionService(deps);
  const versions = createVersionService(deps, service);
  const pool = createParsePool();
  const scanner = createScanner({ ...deps, ingestion: service, versions });
  const checker = createChecker({ ...deps, ingestion: service, versions, pool });
  const stream = createEventStream(service, () => deps.clock.now());
  return {
    name: 'ingestion',
    routes: [
      ...ingestionRoutes(service, versions),
      ...watchingRoutes(createFolderService(deps), createUrlService(deps)),
    ],
    tasks: [createIngestionTask(deps, service, pool), ...watchingTasks(deps, scanner, checker)],
    mount: stream.mount,
    async close() {
      stream.close();
      await pool.close();
    },
  };
}
