import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { DemoVideo } from '../../../../demo/courses/course.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { Deps } from '../../../deps.ts';
import {
  createAddresses,
  createLessonVideoService,
  createMilestoneService,
  createTrackService,
  insertReadyVideo,
  linkTranscript,
} from '../../video/index.ts';
import { selectMaterialId } from '../repo/courses.ts';
import { DEMO_FOLDER, type Teacher } from './built.ts';
import { copyOf } from './copy.ts';

const FOLDER = path.join(DEMO_FOLDER, 'video');

/** `osmosis.json`: what is known of the film, so that no machine has to look into it. */
const Facts = z.object({
  title: z.string(),
  durationSeconds: z.number(),
  width: z.number(),
  height: z.number(),
  framesPerSecond: z.number(),
  chapters: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      startSeconds: z.number(),
      saidSeconds: z.number(),
    }),
  ),
});
export type Facts = z.infer<typeof Facts>;

export const readFacts = async (): Promise<Facts> =>
  Facts.parse(JSON.parse(await readFile(path.join(FOLDER, 'osmosis.json'), 'utf8')));

/** The file that was ingested as the transcript. */
const TRANSCRIPT = 'osmosis.en.vtt';
const TRACKS = [
  { language: 'en', label: 'English', isDefault: true },
  { language: 'ar', label: 'العربية', isDefault: false },
] as const;

async function insertFilm(
  deps: Deps,
  teacher: Teacher,
  facts: Facts,
  signal: AbortSignal,
): Promise<string> {
  const videoId = await insertReadyVideo(
    deps,
    teacher,
    {
      ...facts,
      file: await copyOf(deps, path.join(FOLDER, 'osmosis.mp4')),
      poster: await copyOf(deps, path.join(FOLDER, 'osmosis.poster.jpg')),
      mediaType: 'video/mp4',
      hasAudio: true,
      chapters: facts.chapters.map(({ title, startSeconds }) => ({
        title,
        atSeconds: startSeconds,
      })),
    },
    signal,
  );
  const tracks = createTrackService(deps);
  for (const track of TRACKS) {
    const text = await readFile(path.join(FOLDER, `osmosis.${track.language}.vtt`), 'utf8');
    await tracks.add(teacher, videoId, { kind: 'captions', ...track, text });
  }
  const materialId = await withTenant(deps.database, teacher, (trx) =>
    selectMaterialId(trx, teacher.organizationId, TRANSCRIPT),
  );
  await linkTranscript(deps, teacher, { videoId, materialId, language: 'en' });
  return videoId;
}

/** Puts the film into a lesson, with the milestones at which it stops. */
export async function buildVideo(
  deps: Deps,
  teacher: Teacher,
  lessonId: string,
  { milestones }: DemoVideo,
  itemIds: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const facts = await readFacts();
  const videoId = await insertFilm(deps, teacher, facts, signal);
  const service = createMilestoneService(deps);
  for (const { chapter, title, isRequired, retryLimit, questions } of milestones) {
    const at = facts.chapters.find(({ key }) => key === chapter);
    if (!at) throw new Error(`The film has no chapter "${chapter}".`);
    await service.add(teacher, videoId, {
      atSeconds: at.saidSeconds,
      title,
      isRequired,
      retryLimit,
      passShare: 1,
      itemIds: questions.map((key) => itemIds.get(key) ?? ''),
      status: 'active',
    });
  }
  await createLessonVideoService(deps, createAddresses(deps)).put(teacher, lessonId, videoId);
}
