import { z } from 'zod';
import { Id } from '../../../contracts/shared.ts';

/** Makes a video that has arrived ready to be played. */
export const videoWork = {
  name: 'video.process',
  payload: z.object({ organizationId: Id, videoId: Id }),
};

/** Gives a changed transcript to the library, as soon as that can take it. */
export const transcriptChanged = {
  name: 'video.transcript',
  payload: z.object({ organizationId: Id, videoId: Id, userId: Id, tries: z.number().int() }),
};
