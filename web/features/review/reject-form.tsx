import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';

const REASONS = ['wrong', 'unclear', 'trivial', 'duplicate'] as const;

/** A rejection says why; common reasons are one press away. */
export function RejectForm({
  onReject,
  onCancel,
}: {
  onReject: (reason: string) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('review');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onReject(reason.trim());
  };
  return (
    <form className="grid gap-4 border-line border-t pt-4" onSubmit={submit}>
      <Field label={t('reason')} required>
        <TextInput
          value={reason}
          maxLength={2000}
          required
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        {REASONS.map((code) => (
          <Button key={code} size="small" onClick={() => onReject(t(`reasons.${code}`))}>
            {t(`reasons.${code}`)}
          </Button>
        ))}
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="danger" size="large">
          {t('reject')}
        </Button>
        <Button size="large" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
