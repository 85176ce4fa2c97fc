import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import { type ObjectStore, type StorageConfig, StorageError } from './port.ts';

/** One request takes 5 GB at most; from here on a file goes in parts, which can be sent again. */
const WHOLE_BYTES = 64 * 2 ** 20;

const isMissing = (error: unknown): boolean =>
  ['NotFound', 'NoSuchKey'].includes((error as Error).name) ||
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404;

/** Storage in a bucket of Amazon S3, or of anything that speaks its protocol. */
export function createS3Store(
  config: Extract<StorageConfig, { kind: 's3' }>,
  wholeBytes = WHOLE_BYTES,
): ObjectStore {
  const { bucket: Bucket } = config;
  const client = new S3Client({
    region: config.region,
    forcePathStyle: config.pathStyle,
    // Newer clients add checksums in trailers, which most other makers' servers refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
    ...(config.keys === null
      ? {}
      : { credentials: { accessKeyId: config.keys.id, secretAccessKey: config.keys.secret } }),
  });
  const disk = new Disk(
    new S3Driver({ client, bucket: Bucket, visibility: 'private', supportsACL: false }),
  );

  const sizeOf = async (Key: string): Promise<number | null> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  async function putParts(Key: string, file: string, bytes: number, type: object): Promise<void> {
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ...type }),
    );
    try {
      const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
      for (let start = 0; start < bytes; start += wholeBytes) {
        const end = Math.min(bytes, start + wholeBytes) - 1;
        const PartNumber = Parts.length + 1;
        const { ETag } = await client.send(
          new UploadPartCommand({
            Bucket,
            Key,
            UploadId,
            PartNumber,
            Body: createReadStream(file, { start, end }),
            ContentLength: end - start + 1,
          }),
        );
        Parts.push({ PartNumber, ETag });
      }
      await client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
      );
    } catch (error) {
      // Parts without an end are paid for until somebody takes them away.
      await client
        .send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
        .catch(() => undefined);
      throw error;
    }
  }

  return {
    async check() {
      await client.send(new HeadBucketCommand({ Bucket })).catch((error: Error) => {
        throw new StorageError(
          `The bucket ${JSON.stringify(Bucket)} of LECTERN_STORAGE=s3 cannot be used (${error.name}: ${error.message}). Check LECTERN_BUCKET, LECTERN_S3_ENDPOINT, LECTERN_S3_REGION and the keys.`,
        );
      });
    },
    async putFile(Key, file, { mediaType } = {}) {
      const { size } = await stat(file);
      const type = mediaType === undefined ? {} : { ContentType: mediaType };
      if (size > wholeBytes) return putParts(Key, file, size, type);
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: createReadStream(file),
          ContentLength: size,
          ...type,
        }),
      );
    },
    putText: (key, text) => disk.put(key, text),
    read: (key) => disk.getBytes(key),
    async stream(Key, range, signal) {
      const Range = range && `bytes=${range.start}-${range.end}`;
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket, Key, ...(Range === undefined ? {} : { Range }) }),
          signal ? { abortSignal: signal } : {},
        );
        return Body as Readable;
      } catch (error) {
        if (isMissing(error)) throw new StorageError('The stored file is not there.');
        throw error;
      }
    },
    size: sizeOf,
    has: async (key) => (await sizeOf(key)) !== null,
    delete: (key) => disk.delete(key),
  };
}
