import { ItemType } from '../../../contracts/items.ts';

export const PANES = ['source', 'items', 'outline', 'map'] as const;
export type Pane = (typeof PANES)[number];

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const whole = (value: unknown) => {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 ? number : undefined;
};

/** What the address of a material's page says: pane, filters, and the span to show. */
export type MaterialAddress = {
  chunk: string | undefined;
  start: number | undefined;
  end: number | undefined;
  pane: Pane;
  type: ItemType | undefined;
  concept: string | undefined;
  item: string | undefined;
};

export function parseMaterialAddress(raw: Record<string, unknown>): MaterialAddress {
  return {
    chunk: text(raw.chunk),
    start: whole(raw.start),
    end: whole(raw.end),
    pane: PANES.find((pane) => pane === raw.pane) ?? 'source',
    type: ItemType.options.find((type) => type === raw.type),
    concept: text(raw.concept),
    item: text(raw.item),
  };
}

export type PaneProps = {
  materialId: string;
  address: MaterialAddress;
  setAddress: (change: Partial<MaterialAddress>) => void;
};
