import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Item } from '../../../contracts/items.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { RejectForm } from './reject-form.tsx';
import { useDecisions } from './use-review.ts';

const titleOf = ({ content }: Item) =>
  content.type === 'question'
    ? content.stem
    : content.type === 'flashcard'
      ? content.front
      : content.title;

/** Many decisions at once. */
export function ReviewTable({
  items,
  more,
}: {
  items: readonly Item[];
  more: { loading: boolean; load: () => void } | null;
}) {
  const { t } = useTranslation('review');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [rejecting, setRejecting] = useState(false);
  const { bulk } = useDecisions();
  const present = items.filter((item) => chosen.has(item.id)).map((item) => item.id);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const decide = (reason: string | null) =>
    bulk.mutate(
      { itemIds: present, reason },
      {
        onSuccess: () => {
          setChosen(new Set());
          setRejecting(false);
        },
      },
    );
  return (
    <div className="grid gap-4">
      {bulk.error ? <ErrorState compact error={bulk.error} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Checkbox
          label={t('selectAll')}
          checked={present.length === items.length}
          onChange={(event) =>
            setChosen(new Set(event.target.checked ? items.map((item) => item.id) : []))
          }
        />
        <span className="text-ink-soft text-ui" aria-live="polite">
          {t('selected', { n: formatNumber(present.length) })}
        </span>
        <Button
          variant="primary"
          disabled={present.length === 0}
          loading={bulk.isPending}
          onClick={() => decide(null)}
        >
          {t('approve')}
        </Button>
        <Button disabled={present.length === 0} onClick={() => setRejecting(true)}>
          {t('reject')}
        </Button>
      </div>
      {rejecting ? <RejectForm onReject={decide} onCancel={() => setRejecting(false)} /> : null}
      <Table
        caption={t('queue')}
        rows={items}
        rowKey={(item) => item.id}
        selected={(item) => chosen.has(item.id)}
        columns={[
          {
            key: 'select',
            header: t('item'),
            primary: true,
            cell: (item) => (
              <Checkbox
                label={<span dir="auto">{titleOf(item)}</span>}
                checked={chosen.has(item.id)}
                onChange={() => toggle(item.id)}
              />
            ),
          },
          { key: 'type', header: t('filter.type'), cell: (item) => t(`type.${item.type}`) },
          {
            key: 'difficulty',
            header: t('filter.difficulty'),
            align: 'end',
            cell: (item) => formatNumber(item.difficulty),
          },
        ]}
      />
      {more ? (
        <Button className="justify-self-center" loading={more.loading} onClick={more.load}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}
