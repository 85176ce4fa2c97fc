import type { Deps } from '../../deps.ts';
import { expiryFrom, isGranted, mediaKey, signAddress } from './domain/signature.ts';

/** Makes and checks the signed addresses of media. */
export function createAddresses({ secret, clock }: Pick<Deps, 'secret' | 'clock'>) {
  const key = mediaKey(secret);
  return {
    /** Address of a file of a video, good for some hours. */
    sign: (organizationId: string, videoId: string, file: string): string =>
      signAddress(key, { organizationId, videoId, file, expires: expiryFrom(clock.now()) }),
    /** Until when addresses made now are good. */
    expiresAt: (): string => new Date(expiryFrom(clock.now()) * 1000).toISOString(),
    isGranted: (
      grant: { organizationId: string; videoId: string; file: string; expires: number },
      signature: string,
    ): boolean => isGranted(key, grant, signature, clock.now()),
  };
}

export type Addresses = ReturnType<typeof createAddresses>;
