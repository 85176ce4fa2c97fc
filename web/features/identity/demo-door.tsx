import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DemoState, signIn, startDemo } from '../../../contracts/identity.ts';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useEnter } from './use-enter.ts';

/** The demo's accounts; their password is printed in the README. */
const ACCOUNTS = ['admin', 'teacher', 'student'] as const;
const PASSWORD = 'Demo123!';

export function DemoDoor({ demo }: { demo: DemoState }) {
  const { t } = useTranslation('identity');
  const queryClient = useQueryClient();
  const enter = useEnter();
  const build = useMutation({
    mutationFn: () => api(startDemo, { keepUnauthenticated: true }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['welcome'] }),
  });
  const visit = useMutation({
    mutationFn: (account: (typeof ACCOUNTS)[number]) =>
      api(signIn, {
        body: { email: `${account}@example.com`, password: PASSWORD },
        keepUnauthenticated: true,
      }),
    onSuccess: (me) => enter(me),
  });
  const error = build.error ?? visit.error;
  if (!demo.available && demo.status === 'absent')
    return <Callout>{t('demo.unavailable')}</Callout>;
  return (
    <div className="grid gap-4">
      {error ? <ErrorState compact error={error} /> : null}
      {demo.status === 'building' ? (
        <Progress value={demo.progress} label={t('demo.building')} />
      ) : null}
      {demo.status === 'failed' ? <Callout tone="negative">{demo.error}</Callout> : null}
      {demo.status === 'absent' || demo.status === 'failed' ? (
        <Button size="large" loading={build.isPending} onClick={() => build.mutate()}>
          {demo.status === 'failed' ? t('demo.again') : t('demo.start')}
        </Button>
      ) : null}
      {demo.status === 'ready' ? (
        <>
          <p className="text-ui">{t('demo.ready')}</p>
          <div className="grid gap-3">
            {ACCOUNTS.map((account) => (
              <Button
                key={account}
                size="large"
                disabled={visit.isPending}
                loading={visit.isPending && visit.variables === account}
                onClick={() => visit.mutate(account)}
              >
                {t(`demo.${account}`)}
              </Button>
            ))}
          </div>
        </>
      ) : null}
    </div>
  );
}
