import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { TextInput } from '../../ui/field.tsx';

/** A title that is written in its place: Enter keeps it, Escape leaves it as it was. */
export function RenameField({
  title,
  onDone,
  onCancel,
}: {
  title: string;
  onDone: (title: string) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('authoring');
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (run: () => void) => {
    if (ended.current) return;
    ended.current = true;
    run();
  };
  return (
    <TextInput
      ref={input}
      aria-label={t('tree.newName')}
      defaultValue={title}
      maxLength={255}
      className="h-8 min-w-0 flex-1 px-2 text-ui"
      onClick={(event) => event.stopPropagation()}
      onBlur={(event) => end(() => onDone(event.target.value.trim()))}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(() => onDone(event.currentTarget.value.trim()));
        if (event.key === 'Escape') end(onCancel);
        event.stopPropagation();
      }}
    />
  );
}
