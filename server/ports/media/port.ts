/**
 * Containers that are read, by the names that ffmpeg gives them. The program is always told which
 * one it has before it: left to guess, it would take a playlist for a video and open the files that
 * the playlist names.
 */
export type Container = 'mov' | 'matroska' | 'avi' | 'mpegts' | 'mpeg';

/** What a file holds. */
export type Probe = {
  /** Null where the file does not say. */
  durationSeconds: number | null;
  /** Codec and size of the first moving picture, as it is shown; null where there is none. */
  video: {
    codec: string;
    pixelFormat: string;
    width: number;
    height: number;
    frameRate: number | null;
  } | null;
  audio: { codec: string } | null;
};

export type WorkControl = {
  signal: AbortSignal;
  /** Seconds of the result that are done. */
  onProgress?: (seconds: number) => void;
};

/** Looks into recordings and converts them, with a program outside. */
export type MediaPort = {
  /** Whether the program is there. Without it videos are kept as they are. */
  available(): Promise<boolean>;
  /** @throws MediaError where the file cannot be read. */
  probe(file: string, container: Container, signal: AbortSignal): Promise<Probe>;
  /** Writes a JPEG of a picture that is not black, 1280 pixels wide at most; false where none is. */
  poster(
    file: string,
    container: Container,
    to: string,
    options: { durationSeconds: number | null; signal: AbortSignal },
  ): Promise<boolean>;
  /** Writes the same pictures and sound as MP4 that begins with its index. */
  remux(file: string, container: Container, to: string, control: WorkControl): Promise<void>;
  /** Writes H.264 and AAC as MP4, 1920 by 1080 pixels at most. */
  transcode(file: string, container: Container, to: string, control: WorkControl): Promise<void>;
  /** Ends what is running. */
  close(): void;
};

/** A recording cannot be read or converted; the message is for the person who gave it. */
export class MediaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MediaError';
  }
}
