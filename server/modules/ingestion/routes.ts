import { rm } from 'node:fs/promises';
import * as contracts from '../../../contracts/ingestion.ts';
import { AppError } from '../../errors.ts';
import { type Route, route } from '../../http/route.ts';
import type { IngestionService } from './service.ts';
import { receiveFiles } from './upload.ts';
import type { VersionService } from './versions/service.ts';

export function ingestionRoutes(service: IngestionService, versions: VersionService): Route[] {
  return [
    route(contracts.uploadFiles, 'author', async ({ tenant, request }) => {
      const sources = await receiveFiles(request, service.tempFile);
      try {
        const jobs = [];
        for (const source of sources)
          jobs.push(await service.get(tenant, await service.take(tenant, source)));
        return { jobs };
      } finally {
        await Promise.all(sources.map(({ file }) => rm(file, { force: true })));
      }
    }),
    route(contracts.ingestText, 'author', ({ tenant, body }) => service.addText(tenant, body)),
    route(contracts.ingestUrl, 'author', ({ tenant, body }) => service.addUrl(tenant, body.url)),
    route(contracts.listIngestions, 'author', ({ tenant, query }) => service.list(tenant, query)),
    route(contracts.getIngestion, 'author', ({ tenant, params }) => service.get(tenant, params.id)),
    route(contracts.cancelIngestion, 'author', ({ tenant, params }) =>
      service.cancel(tenant, params.id),
    ),
    route(contracts.retryIngestion, 'author', ({ tenant, params }) =>
      service.retry(tenant, params.id),
    ),
    route(contracts.listVersions, 'author', ({ tenant, params }) =>
      versions.list(tenant, params.id),
    ),
    route(contracts.addVersionFile, 'author', async ({ tenant, params, request }) => {
      const sources = await receiveFiles(request, service.tempFile);
      try {
        const [source] = sources;
        if (source === undefined || sources.length > 1)
          throw new AppError('invalid_request', 'Send exactly one file as the new version.');
        return await versions.addFile(tenant, params.id, source);
      } finally {
        await Promise.all(sources.map(({ file }) => rm(file, { force: true })));
      }
    }),
    route(contracts.addVersionText, 'author', ({ tenant, params, body }) =>
      versions.addText(tenant, params.id, body.text),
    ),
    route(contracts.fetchVersion, 'author', ({ tenant, params, request }) =>
      versions.fetchAgain(tenant, params.id, contracts.MAX_UPLOAD_BYTES, request.signal),
    ),
  ];
}
