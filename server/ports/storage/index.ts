import { createLocalStore } from './disk.ts';
import type { ObjectStore, StorageConfig } from './port.ts';

export { createLocalStore } from './disk.ts';
export { type ByteRange, type ObjectStore, type StorageConfig, StorageError } from './port.ts';

/** Opens the store that the settings name. The SDKs are big: each is loaded where it is used. */
export async function openStore(config: StorageConfig): Promise<ObjectStore> {
  switch (config.kind) {
    case 'disk':
      return createLocalStore(config.folder);
    case 's3':
      return (await import('./s3.ts')).createS3Store(config);
    case 'gcs':
      return (await import('./gcs.ts')).createGcsStore(config);
  }
}
