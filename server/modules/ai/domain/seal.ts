import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

type Place = { organizationId: string; connectionId: string };

const boundTo = ({ organizationId, connectionId }: Place) =>
  Buffer.from(`lectern:ai-key:1:${organizationId}:${connectionId}`);

/** Encrypts a key with AES-256-GCM for one connection: nonce, tag, ciphertext. */
export function seal(masterKey: Buffer, place: Place, text: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', masterKey, nonce);
  cipher.setAAD(boundTo(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The key again; null under another master key, at another place, or where a bit was changed. */
export function unseal(masterKey: Buffer, place: Place, sealed: Buffer): string | null {
  try {
    const cipher = createDecipheriv('aes-256-gcm', masterKey, sealed.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    cipher.setAAD(boundTo(place));
    cipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    const body = sealed.subarray(NONCE + TAG);
    return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
