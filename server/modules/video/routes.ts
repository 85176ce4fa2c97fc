import * as milestones from '../../../contracts/milestones.ts';
import * as player from '../../../contracts/player.ts';
import * as videos from '../../../contracts/video.ts';
import { type Route, route } from '../../http/route.ts';
import type { AnswerService } from './service/answers.ts';
import type { LessonVideoService } from './service/lessons.ts';
import type { MilestoneService } from './service/milestones.ts';
import type { PlayerService } from './service/player.ts';
import type { Proposer } from './service/propose.ts';
import type { TrackService } from './service/tracks.ts';
import type { TranscriptService } from './service/transcript.ts';
import type { VideoService } from './service/videos.ts';

export type VideoServices = {
  videos: VideoService;
  tracks: TrackService;
  transcript: TranscriptService;
  lessons: LessonVideoService;
  milestones: MilestoneService;
  propose: Proposer;
  player: PlayerService;
  answers: AnswerService;
};

export function videoRoutes(services: VideoServices): Route[] {
  return [...mediaRoutes(services), ...milestoneRoutes(services), ...playerRoutes(services)];
}

function mediaRoutes({ videos: service, tracks, transcript, lessons }: VideoServices): Route[] {
  return [
    route(videos.getVideoLimits, 'author', () => service.limits()),
    route(videos.listVideos, 'author', ({ tenant, query }) => service.list(tenant, query)),
    route(videos.getVideo, 'author', ({ tenant, params }) => service.get(tenant, params.id)),
    route(videos.addVideoUrl, 'author', ({ tenant, body }) => service.addUrl(tenant, body)),
    route(videos.updateVideo, 'author', ({ tenant, params, body, ifMatch }) =>
      service.update(tenant, params.id, ifMatch, body),
    ),
    route(videos.deleteVideo, 'author', ({ tenant, params }) => service.delete(tenant, params.id)),
    route(videos.restoreVideo, 'author', ({ tenant, params }) =>
      service.restore(tenant, params.id),
    ),
    route(videos.cancelVideo, 'author', ({ tenant, params }) => service.cancel(tenant, params.id)),
    route(videos.retryVideo, 'author', ({ tenant, params }) => service.retry(tenant, params.id)),
    route(videos.addTrack, 'author', ({ tenant, params, body }) =>
      tracks.add(tenant, params.id, body),
    ),
    route(videos.getTrack, 'author', ({ tenant, params }) =>
      tracks.get(tenant, params.id, params.trackId),
    ),
    route(videos.updateTrack, 'author', ({ tenant, params, body, ifMatch }) =>
      tracks.update(tenant, { videoId: params.id, id: params.trackId }, ifMatch, body),
    ),
    route(videos.deleteTrack, 'author', ({ tenant, params }) =>
      tracks.delete(tenant, params.id, params.trackId),
    ),
    route(videos.makeTranscript, 'author', ({ tenant, params }) =>
      transcript.make(tenant, params.id, params.trackId),
    ),
    route(videos.getMaterialVideo, 'learn', ({ tenant, params }) =>
      transcript.videoOf(tenant, params.id),
    ),
    route(videos.getLessonVideo, 'author', ({ tenant, params }) => lessons.get(tenant, params.id)),
    route(videos.putLessonVideo, 'author', ({ tenant, params, body }) =>
      lessons.put(tenant, params.id, body.videoId),
    ),
    route(videos.getLessonVideoAnalytics, 'author', ({ tenant, params }) =>
      lessons.analytics(tenant, params.id),
    ),
  ];
}

function milestoneRoutes({ milestones: service, propose }: VideoServices): Route[] {
  return [
    route(milestones.listMilestones, 'author', ({ tenant, params }) =>
      service.list(tenant, params.id),
    ),
    route(milestones.addMilestone, 'author', ({ tenant, params, body }) =>
      service.add(tenant, params.id, body),
    ),
    route(milestones.updateMilestone, 'author', ({ tenant, params, body, ifMatch }) =>
      service.update(tenant, params.id, ifMatch, body),
    ),
    route(milestones.deleteMilestone, 'author', ({ tenant, params }) =>
      service.delete(tenant, params.id),
    ),
    route(milestones.proposeMilestones, 'author', ({ tenant, params, body }) =>
      propose(tenant, params.id, body),
    ),
    route(milestones.activateMilestones, 'author', ({ tenant, params, body }) =>
      service.activate(tenant, params.id, body.milestoneIds),
    ),
    route(milestones.resetMilestone, 'author', ({ tenant, params, body }) =>
      service.reset(tenant, params.lessonId, params.id, body.userId),
    ),
  ];
}

function playerRoutes({ player: service, answers }: VideoServices): Route[] {
  return [
    route(player.getPlayer, 'learn', ({ tenant, params }) => service.get(tenant, params.lessonId)),
    route(player.putPosition, 'learn', ({ tenant, params, body }) =>
      service.putPosition(tenant, params.lessonId, body),
    ),
    route(player.getPlayerMilestone, 'learn', ({ tenant, params }) =>
      answers.get(tenant, params.lessonId, params.id),
    ),
    route(player.answerMilestone, 'learn', ({ tenant, params, body }) =>
      answers.answer(tenant, params.lessonId, params.id, body),
    ),
  ];
}
