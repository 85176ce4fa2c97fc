import { z } from 'zod';
import { Id } from '../../../../contracts/shared.ts';

/** The queue in which watched folders are looked through. */
export const folderScan = {
  name: 'watching.folder',
  payload: z.object({ organizationId: Id, folderId: Id }),
};

/** The queue in which monitored addresses are asked for; `asked`: a person wants it now. */
export const urlCheck = {
  name: 'watching.url',
  payload: z.object({ organizationId: Id, urlId: Id, asked: z.boolean() }),
};
