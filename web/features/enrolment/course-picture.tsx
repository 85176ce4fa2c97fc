import { GraduationCap } from 'lucide-react';

/** The picture of a course; a quiet field with a cap where it has none. */
export function CoursePicture({ url }: { url: string | null }) {
  return url ? (
    <img
      src={url}
      alt=""
      loading="lazy"
      className="aspect-video w-full rounded-control bg-sunken object-cover"
    />
  ) : (
    <div className="grid aspect-video w-full place-items-center rounded-control bg-sunken text-ink-faint">
      <GraduationCap aria-hidden className="size-10 stroke-[1.25]" />
    </div>
  );
}
