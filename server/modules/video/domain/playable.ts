/** How a container is called by its media type, by the program that reads it, and by its ending. */
export type Format = {
  mediaType: string;
  container: 'mov' | 'matroska' | 'avi' | 'mpegts' | 'mpeg';
  extension: string;
};

const FORMATS: readonly (Format & { recognizedAs: readonly string[] })[] = [
  {
    mediaType: 'video/mp4',
    container: 'mov',
    extension: 'mp4',
    recognizedAs: ['video/mp4', 'video/x-m4v', 'video/3gpp', 'video/3gpp2'],
  },
  {
    mediaType: 'video/quicktime',
    container: 'mov',
    extension: 'mov',
    recognizedAs: ['video/quicktime'],
  },
  {
    mediaType: 'video/webm',
    container: 'matroska',
    extension: 'webm',
    recognizedAs: ['video/webm'],
  },
  {
    mediaType: 'video/x-matroska',
    container: 'matroska',
    extension: 'mkv',
    recognizedAs: ['video/matroska', 'video/x-matroska'],
  },
  {
    mediaType: 'video/x-msvideo',
    container: 'avi',
    extension: 'avi',
    recognizedAs: ['video/vnd.avi', 'video/x-msvideo', 'video/avi'],
  },
  {
    mediaType: 'video/mp2t',
    container: 'mpegts',
    extension: 'ts',
    recognizedAs: ['video/mp2t'],
  },
  {
    mediaType: 'video/mpeg',
    container: 'mpeg',
    extension: 'mpg',
    recognizedAs: ['video/mpeg', 'video/mp1s', 'video/mp2p'],
  },
];

/** The format that was recognized in a file; null where it is none that is taken. */
export function formatOf(recognized: string | undefined): Format | null {
  const format = FORMATS.find((one) => one.recognizedAs.includes(recognized ?? ''));
  if (!format) return null;
  const { mediaType, container, extension } = format;
  return { mediaType, container, extension };
}

/** Whether browsers can be expected to play it, as far as its container says. */
export function isWebContainer({ mediaType }: Format): boolean {
  return mediaType === 'video/mp4' || mediaType === 'video/webm';
}

const MP4_SOUND = new Set(['aac', 'mp3']);
const WEBM_PICTURE = new Set(['vp8', 'vp9', 'av1']);
const WEBM_SOUND = new Set(['opus', 'vorbis']);
/** H.264 with more colours than this plays in few browsers. */
const PLAIN_PIXELS = new Set(['yuv420p', 'yuvj420p']);

/**
 * What has to be done so that browsers play a video: nothing, another order of the same pictures and
 * sound (an MP4 that begins with its index plays while it loads), or new coding.
 */
export function conversionFor(input: {
  format: Format;
  picture: { codec: string; pixelFormat: string };
  sound: { codec: string } | null;
  /** Whether an MP4 has its index before its pictures. */
  indexFirst: boolean;
}): 'none' | 'remux' | 'transcode' {
  const { format, picture, sound, indexFirst } = input;
  const plays = (known: ReadonlySet<string>) => sound === null || known.has(sound.codec);
  if (format.mediaType === 'video/webm')
    return WEBM_PICTURE.has(picture.codec) && plays(WEBM_SOUND) ? 'none' : 'transcode';
  const isPlain = picture.codec === 'h264' && PLAIN_PIXELS.has(picture.pixelFormat);
  if (!isPlain || !plays(MP4_SOUND)) return 'transcode';
  return format.mediaType === 'video/mp4' && indexFirst ? 'none' : 'remux';
}

/** A box of an MP4 file: what it is, and how long. */
export type Box = { type: string; size: number };

/**
 * The box that begins at the start of `bytes` (ISO/IEC 14496-12, 4.2); null where none does. A size
 * of 0 means to the end of the file.
 */
export function readBox(bytes: Uint8Array): Box | null {
  if (bytes.length < 16) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = String.fromCharCode(...bytes.subarray(4, 8));
  const short = view.getUint32(0);
  const size = short === 1 ? Number(view.getBigUint64(8)) : short;
  return size !== 0 && size < 8 ? null : { type, size };
}
