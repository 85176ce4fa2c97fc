import type { TFunction } from 'i18next';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { cx } from './cx.ts';

/** The fields of a problem that this component reads; `ApiProblem` has them. */
type ProblemLike = {
  status: number;
  code: string;
  title?: string;
  detail?: string;
  requestId?: string | undefined;
};

function asProblem(error: unknown): ProblemLike | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  return 'status' in error && 'code' in error ? (error as ProblemLike) : undefined;
}

/** What happened, what is safe and what to do, in the reader's language. */
export function explainError(error: unknown, t: TFunction<'common'>): string {
  const problem = asProblem(error);
  if (!problem) return t('error.unknown');
  if (problem.status === 0) return t('error.network_error');
  if (problem.status === 403) return t('error.forbidden');
  if (problem.status === 404) return t('error.not_found');
  if (problem.status === 409 && problem.detail) return problem.detail;
  if (problem.status === 412) return t('error.conflict');
  if (problem.status === 429) return t('error.rate_limited');
  if (problem.status >= 400 && problem.status < 500) return problem.detail || t('error.invalid');
  return t('error.unknown');
}

export type ErrorStateProps = {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  /** A line inside a page instead of the place of a whole page. */
  compact?: boolean;
  /** Where it is all there is of a page, its title is the page's. */
  wholePage?: boolean;
};

/** Where something could not be loaded: says why, offers to try again, and gives the request id. */
export function ErrorState({
  error,
  title,
  onRetry,
  compact = false,
  wholePage = false,
}: ErrorStateProps) {
  const { t } = useTranslation('common');
  const Heading = wholePage ? 'h1' : 'h2';
  const requestId = asProblem(error)?.requestId;
  return (
    <div
      role="alert"
      className={cx(
        'grid gap-3',
        compact
          ? 'rounded-control bg-negative-tint p-4'
          : 'mx-auto max-w-md justify-items-center py-12 text-center',
      )}
    >
      {compact ? null : (
        <CircleAlert aria-hidden className="size-8 text-negative" strokeWidth={1.5} />
      )}
      <Heading className={cx('font-semibold', compact ? 'text-ui' : 'text-lg')}>
        {title ?? t('error.title')}
      </Heading>
      <p className="text-ink-soft text-ui">{explainError(error, t)}</p>
      {onRetry ? (
        <div>
          <Button size={compact ? 'small' : 'medium'} onClick={onRetry}>
            {t('action.retry')}
          </Button>
        </div>
      ) : null}
      {requestId ? (
        <p className="text-ink-faint text-sm">
          <bdi className="select-all font-mono">{t('error.requestId', { id: requestId })}</bdi>
          <br />
          {t('error.requestIdHelp')}
        </p>
      ) : null}
    </div>
  );
}
