const PATIENCE_MS = 4000;

/**
 * Length and size of a video as this browser reads them, for servers that cannot find out; nothing
 * where it cannot read the file either.
 */
export function metadataOf(file: File): Promise<Record<string, string>> {
  return new Promise((resolve) => {
    const video = document.createElement('video');
    const url = URL.createObjectURL(file);
    const done = (metadata: Record<string, string>) => {
      clearTimeout(timer);
      URL.revokeObjectURL(url);
      resolve(metadata);
    };
    const timer = setTimeout(() => done({}), PATIENCE_MS);
    video.preload = 'metadata';
    video.onerror = () => done({});
    video.onloadedmetadata = () =>
      done(
        Number.isFinite(video.duration)
          ? {
              duration: String(video.duration),
              width: String(video.videoWidth),
              height: String(video.videoHeight),
            }
          : {},
      );
    video.src = url;
  });
}
