import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getEmbedder, putEmbedder } from '../../../contracts/search.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

const KEY = ['ai', 'embedder'];
const POLL_MS = 3000;

/** What makes the vectors for search, and how far a change of it is; search goes on meanwhile. */
export function EmbedderForm() {
  const { t } = useTranslation('ai');
  const queryClient = useQueryClient();
  const state = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api(getEmbedder, { signal }),
    refetchInterval: (query) => (query.state.data?.next ? POLL_MS : false),
  });
  const choose = useMutation({
    mutationFn: (use: 'builtin' | 'model') => api(putEmbedder, { body: { use } }),
    onSuccess: (chosen) => queryClient.setQueryData(KEY, chosen),
  });
  const error = state.error ?? choose.error;
  if (!state.data)
    return error ? <ErrorState compact error={error} /> : <Skeleton className="h-16" />;
  const { name, builtin, next, done, total, problem, available } = state.data;
  const nameOf = (embedder: string, own: boolean) =>
    own ? t('embedder.builtin') : embedder.replace(/@\d+$/, '');
  const wanted = next ?? name;
  const canTakeModel = available !== null && available !== wanted;
  return (
    <div className="grid max-w-2xl gap-4">
      {error ? <ErrorState compact error={error} /> : null}
      <p>{t('embedder.now', { name: nameOf(name, builtin) })}</p>
      {next === null ? null : (
        <Progress
          value={total === 0 ? 0 : done / total}
          label={t('embedder.changing', {
            name: nameOf(next, /@\d+$/.test(next) === false),
            done: formatNumber(done),
            total: formatNumber(total),
          })}
        />
      )}
      {problem ? <Callout tone="caution">{problem}</Callout> : null}
      <div className="flex flex-wrap gap-3">
        {canTakeModel ? (
          <Button loading={choose.isPending} onClick={() => choose.mutate('model')}>
            {t('embedder.useModel', { name: nameOf(available, false) })}
          </Button>
        ) : null}
        {builtin && next === null ? null : (
          <Button loading={choose.isPending} onClick={() => choose.mutate('builtin')}>
            {t('embedder.useBuiltin')}
          </Button>
        )}
      </div>
      {available === null && builtin && next === null ? (
        <p className="text-ink-soft text-ui">{t('embedder.none')}</p>
      ) : null}
    </div>
  );
}
