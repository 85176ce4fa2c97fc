import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const ITEM = cx(
  'flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-[0.375rem] px-2.5 py-1.5 text-ui outline-none',
  'data-disabled:cursor-not-allowed data-highlighted:bg-hover data-disabled:opacity-55 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-faint',
);

export type MenuProps = {
  /** One button. */
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** Opens at once: for a menu whose code is loaded by the first click. */
  defaultOpen?: boolean;
  /** Where the focus goes when it closes; `preventDefault` keeps it from the trigger. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
};

export function Menu({
  trigger,
  align = 'end',
  side = 'bottom',
  defaultOpen = false,
  onCloseAutoFocus,
  children,
}: MenuProps) {
  const dir = document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr';
  return (
    <Primitive.Root dir={dir} modal={false} defaultOpen={defaultOpen}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 max-w-80 animate-enter overflow-y-auto rounded-panel border border-line bg-surface p-1.5 shadow-float"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function MenuItem({
  icon,
  danger = false,
  disabled = false,
  onSelect,
  children,
}: {
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Primitive.Item
      disabled={disabled}
      onSelect={onSelect}
      className={cx(ITEM, danger && 'text-negative [&>svg]:text-negative')}
    >
      {icon}
      {children}
    </Primitive.Item>
  );
}

/** A choice of one; the menu stays open so that the effect can be seen. */
export function MenuChoice<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { value: Value; label: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <Primitive.Group>
      <MenuLabel>{label}</MenuLabel>
      <Primitive.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
        {options.map((option) => (
          <Primitive.RadioItem
            key={option.value}
            value={option.value}
            onSelect={(event) => event.preventDefault()}
            className={cx(ITEM, 'justify-between')}
          >
            {option.label}
            <Primitive.ItemIndicator>
              <Check aria-hidden className="size-4 text-accent" />
            </Primitive.ItemIndicator>
          </Primitive.RadioItem>
        ))}
      </Primitive.RadioGroup>
    </Primitive.Group>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Primitive.Label className="px-2.5 pt-2 pb-1 text-ink-faint text-sm">
      {children}
    </Primitive.Label>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1.5 h-px bg-line" />;
}
