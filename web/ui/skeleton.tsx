import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';

/** A grey shape of the size of what comes; give it height and width by classes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('block animate-pulse rounded-control bg-line/70', className ?? 'h-4 w-full')}
    />
  );
}

/** Lines of text to come, told to screen readers once. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  const { t } = useTranslation('common');
  return (
    <div role="status" className={cx('grid gap-3', className)}>
      <span className="sr-only">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity
          key={index}
          className={cx('h-4', index === lines - 1 ? 'w-2/3' : 'w-full')}
        />
      ))}
    </div>
  );
}
