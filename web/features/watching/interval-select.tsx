import { useTranslation } from 'react-i18next';
import { Select } from '../../ui/field.tsx';
import { INTERVALS, nameInterval } from './intervals.ts';

export function IntervalSelect({
  value,
  disabled = false,
  onChange,
  ...rest
}: {
  value: number;
  disabled?: boolean;
  onChange: (minutes: number) => void;
  'aria-label'?: string;
}) {
  const { t } = useTranslation('sources');
  const options = [...new Set([...INTERVALS, value])].sort((a, b) => a - b);
  return (
    <Select
      {...rest}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {options.map((minutes) => (
        <option key={minutes} value={minutes}>
          {nameInterval(minutes, t)}
        </option>
      ))}
    </Select>
  );
}
