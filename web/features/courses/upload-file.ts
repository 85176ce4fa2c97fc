import {
  type CourseFile,
  MAX_IMAGE_BYTES,
  MAX_RESOURCE_BYTES,
  uploadCourseFile,
} from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';

export type FileUse = 'image' | 'download';

export const IMAGE_TYPES = 'image/png,image/jpeg,image/webp,image/avif,image/gif';

export const MOST_BYTES: Record<FileUse, number> = {
  image: MAX_IMAGE_BYTES,
  download: MAX_RESOURCE_BYTES,
};

/** Stores a picture or a download of a course; the server looks at its content. */
export function uploadFile(file: File, use: FileUse): Promise<CourseFile> {
  const body = new FormData();
  body.append('file', file);
  // The contract says nothing of a form's parts.
  return api(uploadCourseFile, { query: { use }, body } as never);
}

/** Width and height of a picture in pixels, so that its place is kept while it loads. */
export async function pictureSize(
  file: File,
): Promise<{ width: number; height: number } | undefined> {
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const { naturalWidth: width, naturalHeight: height } = picture;
    return width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(address);
  }
}
