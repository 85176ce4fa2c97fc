import { useEffect, useRef, useState } from 'react';
import type { Upload } from 'tus-js-client';
import { VIDEO_ID_HEADER, VIDEO_UPLOAD_PATH } from '../../../../contracts/video.ts';
import { metadataOf } from './file-metadata.ts';

const CHUNK_BYTES = 16 * 1024 * 1024;
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000];

export type UploadState =
  | { phase: 'idle' }
  /** Begun before, perhaps on a page that is gone: choosing the same file goes on with it. */
  | { phase: 'resumable'; name: string }
  | { phase: 'sending' | 'paused' | 'waiting'; name: string; share: number }
  | { phase: 'failed'; name: string; reason: string };

/** Remembers for a lesson which file was under way, since the browser gives no file back. */
const keyOf = (lessonId: string) => `lectern.video-upload.${lessonId}`;

/**
 * Uploads a video by tus: paused, taken up after a lost connection, and after a reload once the same
 * file is chosen again.
 */
export function useVideoUpload(lessonId: string, onVideo: (videoId: string) => void) {
  const upload = useRef<Upload>(null);
  const file = useRef<File>(null);
  const [state, setState] = useState<UploadState>(() => {
    const name = localStorage.getItem(keyOf(lessonId));
    return name ? { phase: 'resumable', name } : { phase: 'idle' };
  });
  useEffect(() => () => void upload.current?.abort(), []);

  const start = async (chosen: File) => {
    file.current = chosen;
    const { name } = chosen;
    setState({ phase: 'sending', name, share: 0 });
    localStorage.setItem(keyOf(lessonId), name);
    const [tus, metadata] = await Promise.all([import('tus-js-client'), metadataOf(chosen)]);
    const share = () => ({ name, share: sent.current / Math.max(1, chosen.size) });
    const sent = { current: 0 };
    let videoId: string | undefined;
    const one = new tus.Upload(chosen, {
      endpoint: VIDEO_UPLOAD_PATH,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: name, ...metadata },
      onProgress: (bytes) => {
        sent.current = bytes;
        setState({ phase: 'sending', ...share() });
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        const again = status === 0 || status >= 500 || status === 409 || status === 423;
        if (again) setState({ phase: 'waiting', ...share() });
        return again;
      },
      onAfterResponse: (_request, response) => {
        videoId = response.getHeader(VIDEO_ID_HEADER) ?? videoId;
      },
      onSuccess: () => {
        localStorage.removeItem(keyOf(lessonId));
        setState({ phase: 'idle' });
        if (videoId) onVideo(videoId);
      },
      onError: (error) => setState({ phase: 'failed', name, reason: reasonOf(error) }),
    });
    upload.current = one;
    const [before] = await one.findPreviousUploads();
    if (before) one.resumeFromPreviousUpload(before);
    one.start();
  };

  return {
    state,
    start,
    pause: () => {
      void upload.current?.abort();
      setState((now) => ('share' in now ? { ...now, phase: 'paused' } : now));
    },
    resume: () => {
      if (file.current) void start(file.current);
    },
    cancel: async () => {
      await upload.current?.abort(true).catch(() => undefined);
      localStorage.removeItem(keyOf(lessonId));
      setState({ phase: 'idle' });
    },
  };
}

/** What the server said, where it said something. */
function reasonOf(error: Error): string {
  const body = (error as { originalResponse?: { getBody(): string } }).originalResponse?.getBody();
  try {
    const problem = JSON.parse(body ?? '') as { detail?: string; title?: string };
    return problem.detail || problem.title || error.message;
  } catch {
    return error.message;
  }
}
