import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What an address is good for: one file of one video of one organization, until a moment. */
export type Grant = {
  organizationId: string;
  videoId: string;
  /** `video`, `poster`, `chapters.vtt`, or a track's id with `.vtt` or `.json`. */
  file: string;
  /** Seconds since 1970. */
  expires: number;
};

export const ADDRESS_SECONDS = 4 * 3600;
/** Addresses made within so many seconds are the same, so that a browser's cache can serve them. */
const ROUND_SECONDS = 900;

/** The key that signs addresses of media; another one than signs the session cookies. */
export function mediaKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'lectern media addresses', 32));
}

/** End of an address made now: after 4 hours at least. */
export function expiryFrom(now: Date): number {
  const seconds = now.getTime() / 1000 + ADDRESS_SECONDS;
  return Math.ceil(seconds / ROUND_SECONDS) * ROUND_SECONDS;
}

function signatureOf(key: Buffer, { organizationId, videoId, file, expires }: Grant): string {
  return createHmac('sha256', key)
    .update(['v1', organizationId, videoId, file, expires].join('\n'))
    .digest('base64url');
}

/** The address of a file, from the root of the server. */
export function signAddress(key: Buffer, grant: Grant): string {
  const { organizationId, videoId, file, expires } = grant;
  return `/media/videos/${organizationId}/${videoId}/${file}?e=${expires}&s=${signatureOf(key, grant)}`;
}

/** Whether a signature is ours for this very grant, and the grant is not over. */
export function isGranted(key: Buffer, grant: Grant, signature: string, now: Date): boolean {
  const right = Buffer.from(signatureOf(key, grant));
  const given = Buffer.from(signature);
  if (right.length !== given.length || !timingSafeEqual(right, given)) return false;
  return grant.expires > now.getTime() / 1000;
}
