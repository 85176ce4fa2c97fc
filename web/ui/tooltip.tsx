import { Tooltip as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

type TooltipProps = {
  text: ReactNode;
  hotkey?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** One focusable element. */
  children: ReactNode;
};

/** A few words about a control, on hover and on focus. Never the only place of something needed. */
export function Tooltip({ text, hotkey, side = 'top', children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-64 items-center gap-2 rounded-control bg-ink px-2.5 py-1.5 text-canvas text-sm"
        >
          {text}
          {hotkey ? <Kbd className="border-canvas/40 bg-transparent text-canvas">{hotkey}</Kbd> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Stands once around the app: the second tooltip in a row comes without a wait. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  );
}
