import type { Editor } from '@tiptap/react';
import { ChevronDown } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';

export type ToolbarChoice = {
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  current?: boolean;
  danger?: boolean;
  run: () => void;
};

/**
 * A menu of the toolbar. What is chosen runs after the menu has closed, so that the focus goes to
 * the text or the dialog and not back to the button; without a choice it goes back.
 */
export function ToolbarMenu({
  editor,
  label,
  name,
  choices,
}: {
  editor: Editor;
  /** What stands on the button. */
  label: ReactNode;
  /** What the button is for, where `label` is only its present value. */
  name?: string;
  choices: readonly ToolbarChoice[];
}) {
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Menu
      align="start"
      onCloseAutoFocus={(event) => {
        const run = chosen.current;
        chosen.current = null;
        if (!run) return;
        event.preventDefault();
        editor.view.focus();
        run();
      }}
      trigger={
        <Toolbar.Button asChild>
          <Button variant="quiet" size="small" aria-label={name} className="shrink-0">
            {label}
            <ChevronDown aria-hidden className="size-3.5" />
          </Button>
        </Toolbar.Button>
      }
    >
      {choices.map((choice) => (
        <MenuItem
          key={choice.key}
          icon={choice.icon}
          danger={choice.danger ?? false}
          onSelect={() => {
            chosen.current = choice.run;
          }}
        >
          <span className={choice.current ? 'font-semibold text-accent' : undefined}>
            {choice.label}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
