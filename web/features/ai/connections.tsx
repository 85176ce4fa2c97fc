import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AiConnection, deleteAiConnection, testAiConnection } from '../../../contracts/ai.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { ConnectionDialog } from './connection-dialog.tsx';

/** Where models are reached: each can be tried with one click. */
export function Connections({ items }: { items: readonly AiConnection[] }) {
  const { t } = useTranslation('ai');
  const [adding, setAdding] = useState(false);
  return (
    <div className="grid gap-4">
      {items.length === 0 ? <p className="text-ink-soft">{t('connections.none')}</p> : null}
      <ul className="grid gap-3">
        {items.map((connection) => (
          <Connection key={connection.id} connection={connection} />
        ))}
      </ul>
      <Button
        variant={items.length === 0 ? 'primary' : 'secondary'}
        className="justify-self-start"
        onClick={() => setAdding(true)}
      >
        {t('connections.add')}
      </Button>
      {adding ? <ConnectionDialog connection={null} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function Connection({ connection }: { connection: AiConnection }) {
  const { t } = useTranslation('ai');
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const test = useMutation({
    mutationFn: () => api(testAiConnection, { params: { id: connection.id }, body: {} }),
  });
  return (
    <li className="grid gap-3 rounded-panel border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-0.5">
          <h3 dir="auto" className="font-medium">
            {connection.name}
          </h3>
          <p className="text-ink-soft text-sm">
            {[
              t(`provider.${connection.provider}`),
              connection.baseUrl,
              connection.hasKey
                ? t('connections.key', { end: connection.keyLast4 ?? '' })
                : t('connections.noKey'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="small" loading={test.isPending} onClick={() => test.mutate()}>
            {t('connections.test')}
          </Button>
          <Button size="small" onClick={() => setEditing(true)}>
            {t('connections.edit')}
          </Button>
          <Button size="small" variant="quiet" onClick={() => setRemoving(true)}>
            {t('connections.remove')}
          </Button>
        </div>
      </div>
      {connection.hasKey && !connection.keyReadable ? (
        <Callout tone="caution">{t('connections.unreadable')}</Callout>
      ) : null}
      {test.error ? <ErrorState compact error={test.error} /> : null}
      {test.data ? (
        <Callout tone={test.data.ok ? 'positive' : 'negative'} live>
          {test.data.ok
            ? t('connections.works', {
                ms: formatNumber(test.data.latencyMs),
                models: test.data.models.slice(0, 8).join(', ') || t('connections.unlisted'),
              })
            : test.data.problem}
        </Callout>
      ) : null}
      {editing ? (
        <ConnectionDialog connection={connection} onClose={() => setEditing(false)} />
      ) : null}
      {removing ? (
        <RemoveDialog connection={connection} onClose={() => setRemoving(false)} />
      ) : null}
    </li>
  );
}

function RemoveDialog({ connection, onClose }: { connection: AiConnection; onClose: () => void }) {
  const { t } = useTranslation('ai');
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api(deleteAiConnection, { params: { id: connection.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['ai'] });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('connections.removeTitle', { name: connection.name })}
      description={t('connections.removeText')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('connections.remove')}
          </Button>
        </>
      }
    >
      {remove.error ? <ErrorState compact error={remove.error} /> : null}
    </Dialog>
  );
}
