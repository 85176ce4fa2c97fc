import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { BASE } from './browser.ts';

/** What the video journey starts from: a short film, what is said in it, a course, and people. */

export const FILM_SECONDS = 24;

export const CUES: readonly (readonly [number, string, string])[] = [
  [0.5, 'Osmosis is the movement of water through a membrane.', 'Osmose bewegt Wasser.'],
  [3, 'A membrane is a thin layer that holds some substances back.', 'Eine dünne Schicht.'],
  [6, 'Diffusion is the spread of particles to an empty place.', 'Teilchen verteilen sich.'],
  [9, 'A solute is a substance that is dissolved in a liquid.', 'Ein gelöster Stoff.'],
  [12, 'The vacuole is a sac of the plant cell that stores water.', 'Ein Sack voll Wasser.'],
  [15, 'Turgor is the pressure of the water against the wall.', 'Druck auf die Wand.'],
  [18, 'Plasmolysis is the shrinking of a cell that loses water.', 'Die Zelle schrumpft.'],
  [21, 'A root hair is a long thin cell that takes in water.', 'Ein Wurzelhaar trinkt.'],
];

const time = (seconds: number, point: '.' | ',') =>
  `00:00:${String(Math.floor(seconds)).padStart(2, '0')}${point}${String((seconds % 1) * 1000).padStart(3, '0')}`;

export const VTT = `WEBVTT\n\n${CUES.map(
  ([start, english]) => `${time(start, '.')} --> ${time(start + 2.5, '.')}\n${english}\n`,
).join('\n')}`;

export const SRT = CUES.map(
  ([start, , german], index) =>
    `${index + 1}\n${time(start, ',')} --> ${time(start + 2.5, ',')}\n${german}\n`,
).join('\n');

/** Of some megabytes, so that its upload can be caught in the middle. */
export function makeFilm(folder: string): string {
  const file = path.join(folder, 'water_in_cells.mp4');
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-y', '-nostdin'],
    ...['-f', 'lavfi', '-i', `testsrc2=duration=${FILM_SECONDS}:size=640x360:rate=24`],
    ...['-f', 'lavfi', '-i', `sine=frequency=330:duration=${FILM_SECONDS}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '16', '-g', '24'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', file],
  ]);
  return file;
}

type Json = Record<string, unknown>;
export type Call = <Answer = Json>(method: string, path: string, data?: Json) => Promise<Answer>;

/** Calls the API as whoever is signed in there; `If-Match` goes by a `revision` in the data. */
export function callerOf({ request }: Pick<BrowserContext, 'request'>): Call {
  return async <Answer>(method: string, path: string, data?: Json) => {
    const { revision, ...body } = data ?? {};
    const answer = await request.fetch(`${BASE}/api/v1${path}`, {
      method,
      headers: {
        origin: BASE,
        ...(revision === undefined ? {} : { 'if-match': `"${String(revision)}"` }),
      },
      ...(data === undefined ? {} : { data: body }),
    });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
}

/** The instructor of the first journey, or one like it where this journey runs alone. */
export async function enterSchool(call: Call): Promise<void> {
  const { canCreate } = await call<{ canCreate: boolean }>('GET', '/welcome');
  const own = { email: 'ines@example.org', password: 'a long password' };
  if (canCreate)
    await call('POST', '/organizations', {
      ...own,
      organizationName: 'Harbour School',
      name: 'Ines Duarte',
    });
  else await call('POST', '/sign-in', own);
}

/** A course with one video lesson, still without its video. */
export async function beginCourse(call: Call): Promise<{ courseId: string; lessonId: string }> {
  type Draft = { id: string; revision: number };
  const course = await call<Draft>('POST', '/courses', { title: 'Water in cells' });
  const made = await call<{ moduleId: string; course: Draft }>(
    'POST',
    `/courses/${course.id}/modules`,
    { title: 'How water moves', revision: course.revision },
  );
  const { lessonId } = await call<{ lessonId: string }>(
    'POST',
    `/courses/${course.id}/modules/${made.moduleId}/lessons`,
    { kind: 'video', title: 'Osmosis', revision: made.course.revision },
  );
  return { courseId: course.id, lessonId };
}

/** A learner of the school joins by a link. */
export async function joinSchool(
  teacher: Call,
  learner: Call,
  name: string,
): Promise<{ email: string; userId: string }> {
  const email = `${name.toLowerCase()}.${Date.now()}@example.org`;
  const { link } = await teacher<{ link: string }>('POST', '/invitations', {
    email,
    role: 'learner',
  });
  const token = new URL(link).pathname.split('/').at(-1);
  const me = await learner<{ user: { id: string } }>('POST', `/invitation-links/${token}/accept`, {
    name,
    password: 'a long password',
  });
  return { email, userId: me.user.id };
}
