import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Connections } from './connections.tsx';
import { EmbedderForm } from './embedder-form.tsx';
import { EngineForm } from './engine-form.tsx';
import { configQuery, connectionsQuery } from './queries.ts';
import { SlotsForm } from './slots-form.tsx';

/** Which engine makes items, where models are reached, and which model does what. */
export function ModelsPage() {
  const { t } = useTranslation('ai');
  const config = useQuery(configQuery);
  const connections = useQuery(connectionsQuery);
  const error = config.error ?? connections.error;
  return (
    <div className="grid gap-8">
      <PageHeader
        title={t('models.title')}
        actions={
          <Link to="/settings/cost" className={buttonClass()}>
            {t('models.cost')}
          </Link>
        }
      >
        {t('models.lead')}
      </PageHeader>
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => void Promise.all([config.refetch(), connections.refetch()])}
        />
      ) : null}
      {config.isPending || connections.isPending ? <Skeleton className="h-96" /> : null}
      {config.data && connections.data ? (
        <>
          <Section title={t('engine.title')}>
            <EngineForm
              key={JSON.stringify(config.data.options)}
              config={config.data}
              hasConnection={connections.data.items.length > 0}
            />
          </Section>
          <Section title={t('connections.title')} lead={t('connections.lead')}>
            <Connections items={connections.data.items} />
          </Section>
          {connections.data.items.length > 0 ? (
            <Section title={t('slots.title')} lead={t('slots.lead')}>
              <SlotsForm
                key={JSON.stringify(config.data.choices)}
                config={config.data}
                connections={connections.data.items}
              />
            </Section>
          ) : null}
          <Section title={t('embedder.title')} lead={t('embedder.lead')}>
            <EmbedderForm />
          </Section>
        </>
      ) : null}
    </div>
  );
}
