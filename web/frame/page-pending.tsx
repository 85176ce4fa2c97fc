import { Skeleton, SkeletonText } from '../ui/skeleton.tsx';

/** While a page's code or texts load: a title and some lines. */
export function PagePending() {
  return (
    <div className="grid gap-8">
      <Skeleton className="h-9 w-48" />
      <SkeletonText lines={4} className="max-w-measure" />
    </div>
  );
}
