import * as contracts from '../../../../contracts/watching.ts';
import { type Route, route } from '../../../http/route.ts';
import type { FolderService } from './folders.ts';
import type { UrlService } from './urls.ts';

export function watchingRoutes(folders: FolderService, urls: UrlService): Route[] {
  return [
    route(contracts.listWatchedFolders, 'author', ({ tenant }) => folders.list(tenant)),
    route(contracts.addWatchedFolder, 'author', ({ tenant, body }) => folders.add(tenant, body)),
    route(contracts.editWatchedFolder, 'author', ({ tenant, params, body }) =>
      folders.edit(tenant, params.id, body),
    ),
    route(contracts.deleteWatchedFolder, 'author', async ({ tenant, params }) => {
      await folders.remove(tenant, params.id);
      return {};
    }),
    route(contracts.scanWatchedFolder, 'author', ({ tenant, params }) =>
      folders.scanNow(tenant, params.id),
    ),
    route(contracts.listWatchedFiles, 'author', ({ tenant, params, query }) =>
      folders.listFiles(tenant, params.id, query),
    ),
    route(contracts.addWatchedFiles, 'author', ({ tenant, params, body }) =>
      folders.addFiles(tenant, params.id, body.fileIds),
    ),
    route(contracts.listMonitoredUrls, 'author', ({ tenant, query }) => urls.list(tenant, query)),
    route(contracts.addMonitoredUrl, 'author', ({ tenant, body }) => urls.add(tenant, body)),
    route(contracts.editMonitoredUrl, 'author', ({ tenant, params, body }) =>
      urls.edit(tenant, params.id, body),
    ),
    route(contracts.deleteMonitoredUrl, 'author', async ({ tenant, params }) => {
      await urls.remove(tenant, params.id);
      return {};
    }),
    route(contracts.checkMonitoredUrl, 'author', ({ tenant, params }) =>
      urls.checkNow(tenant, params.id),
    ),
  ];
}
