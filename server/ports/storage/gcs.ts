import { Storage } from '@google-cloud/storage';
import { Disk } from 'flydrive';
import { GCSDriver } from 'flydrive/drivers/gcs';
import { type ObjectStore, type StorageConfig, StorageError } from './port.ts';

/** Storage in a bucket of Google Cloud Storage. */
export function createGcsStore(config: Extract<StorageConfig, { kind: 'gcs' }>): ObjectStore {
  const storage = new Storage({
    ...(config.keyFile === null ? {} : { keyFilename: config.keyFile }),
    // Another endpoint is an emulator or a private network, where Google's sign-in does not reach.
    ...(config.endpoint === null
      ? {}
      : { apiEndpoint: config.endpoint, projectId: 'lectern', useAuthWithCustomEndpoint: false }),
  });
  const bucket = storage.bucket(config.bucket);
  const disk = new Disk(
    new GCSDriver({
      storage,
      bucket: config.bucket,
      visibility: 'private',
      usingUniformAcl: true,
    }),
  );

  const sizeOf = async (key: string): Promise<number | null> => {
    try {
      const [{ size }] = await bucket.file(key).getMetadata();
      return Number(size);
    } catch (error) {
      if ((error as { code?: number }).code === 404) return null;
      throw error;
    }
  };

  return {
    async check() {
      const problem = await bucket.exists().then(
        ([exists]) => (exists ? null : 'there is no such bucket'),
        (error: Error) => error.message,
      );
      if (problem !== null) {
        throw new StorageError(
          `The bucket ${JSON.stringify(config.bucket)} of LECTERN_STORAGE=gcs cannot be used (${problem}). Check LECTERN_BUCKET, LECTERN_GCS_KEY_FILE and LECTERN_GCS_ENDPOINT.`,
        );
      }
    },
    async putFile(key, file, { mediaType } = {}) {
      await bucket.upload(file, {
        destination: key,
        // In chunks that are sent again where the line breaks.
        resumable: true,
        ...(mediaType === undefined ? {} : { contentType: mediaType }),
      });
    },
    putText: (key, text) => disk.put(key, text),
    read: (key) => disk.getBytes(key),
    async stream(key, range, signal) {
      if ((await sizeOf(key)) === null) throw new StorageError('The stored file is not there.');
      // A part of an object has no checksum to hold it against.
      const stream = bucket.file(key).createReadStream({ ...range, validation: false });
      signal?.addEventListener('abort', () => stream.destroy(), { once: true });
      return stream;
    },
    size: sizeOf,
    has: async (key) => (await sizeOf(key)) !== null,
    async delete(key) {
      await bucket.file(key).delete({ ignoreNotFound: true });
    },
  };
}
