import { z } from 'zod';
import { Chapter, type Video, type VideoTrack } from '../../../contracts/video.ts';
import type { Addresses } from './addresses.ts';
import type { TrackRow } from './repo/tracks.ts';
import type { VideoRow } from './repo/videos.ts';

const Chapters = z.array(Chapter);

export const readChapters = (value: unknown): Chapter[] => Chapters.parse(value);

/** A video as authors see it. */
export function viewVideo(row: VideoRow, organizationId: string, addresses: Addresses): Video {
  return {
    id: row.id,
    title: row.title,
    status: row.status,
    error:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    progress: row.stage === null ? null : { stage: row.stage, share: row.progress },
    source: row.source,
    sourceName: row.source_name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    durationSeconds: row.duration_seconds,
    width: row.width,
    height: row.height,
    frameRate: row.frame_rate,
    hasAudio: row.has_audio,
    poster: row.poster_key === null ? null : addresses.sign(organizationId, row.id, 'poster'),
    materialId: row.material_id,
    chapters: readChapters(row.chapters),
    trackCount: row.tracks,
    milestoneCount: row.milestones,
    lessonCount: row.lessons,
    createdByName: row.created_by_name,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    revision: row.revision,
  };
}

export function viewTrack(row: TrackRow): VideoTrack {
  return {
    id: row.id,
    kind: row.kind,
    language: row.language,
    label: row.label,
    isDefault: row.is_default,
    isTranscript: row.is_transcript,
    cueCount: row.cue_count,
    revision: row.revision,
  };
}

/** Signed addresses of a track. */
export function trackAddresses(
  addresses: Addresses,
  organizationId: string,
  videoId: string,
  trackId: string,
): { src: string; cuesSrc: string } {
  return {
    src: addresses.sign(organizationId, videoId, `${trackId}.vtt`),
    cuesSrc: addresses.sign(organizationId, videoId, `${trackId}.json`),
  };
}
