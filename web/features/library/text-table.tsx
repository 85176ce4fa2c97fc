import { useTranslation } from 'react-i18next';
import { ScrollBox } from '../../ui/scroll-box.tsx';

/** A table of a source: one line a row, ` | ` between cells, the header row first. */
export function TextTable({ text }: { text: string }) {
  const { t } = useTranslation('library');
  const [head = [], ...rows] = text.split('\n').map((line) => line.split(' | '));
  return (
    <ScrollBox label={t('material.table')}>
      <table className="w-full border-collapse text-ui">
        <thead>
          <tr className="border-line-strong border-b text-start">
            {head.map((cell, column) => (
              <th
                key={head.slice(0, column + 1).join('|')}
                scope="col"
                dir="auto"
                className="px-2 py-1.5 text-start font-semibold"
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes, a row is its line
            <tr key={line} className="border-line border-b">
              {row.map((cell, column) => (
                <td
                  key={row.slice(0, column + 1).join('|')}
                  dir="auto"
                  className="px-2 py-1.5 align-top"
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
