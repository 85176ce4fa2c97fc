import type { Deps, Module } from '../../deps.ts';
import { createAddresses } from './addresses.ts';
import { mountMedia } from './media.ts';
import { createVideoTask } from './process.ts';
import { videoRoutes } from './routes.ts';
import { createAnswerService } from './service/answers.ts';
import { createLessonVideoService } from './service/lessons.ts';
import { createMilestoneService } from './service/milestones.ts';
import { createPlayerService } from './service/player.ts';
import { createProposer } from './service/propose.ts';
import { createTrackService } from './service/tracks.ts';
import { createTranscriptService } from './service/transcript.ts';
import { createVideoService } from './service/videos.ts';
import { createSweepTask } from './sweep.ts';
import { createUploads } from './upload.ts';

export { createAddresses } from './addresses.ts';
export { insertReadyVideo, linkTranscript, type ReadyVideo } from './insert.ts';
export { createAnswerService } from './service/answers.ts';
export { createLessonVideoService } from './service/lessons.ts';
export { createMilestoneService } from './service/milestones.ts';
export { createPlayerService } from './service/player.ts';
export { createTrackService } from './service/tracks.ts';

export function videoModule(deps: Deps): Module {
  const addresses = createAddresses(deps);
  const transcript = createTranscriptService(deps);
  const uploads = createUploads(deps);
  return {
    name: 'video',
    routes: videoRoutes({
      videos: createVideoService(deps, addresses),
      tracks: createTrackService(deps),
      transcript,
      lessons: createLessonVideoService(deps, addresses),
      milestones: createMilestoneService(deps),
      propose: createProposer(deps),
      player: createPlayerService(deps, addresses),
      answers: createAnswerService(deps),
    }),
    tasks: [createVideoTask(deps), transcript.task, createSweepTask(deps, uploads)],
    mount(server, authenticate) {
      uploads.mount(server, authenticate);
      mountMedia(server, deps, addresses);
    },
    close: async () => deps.media.close(),
  };
}
