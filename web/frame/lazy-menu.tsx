import { type ReactNode, Suspense, useState } from 'react';

type LoadingProps = {
  'aria-haspopup'?: 'menu';
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
};

export type LazyMenuProps = {
  preload: () => Promise<unknown>;
  /** The button, with what it needs until the menu has taken it over. */
  button: (props: LoadingProps) => ReactNode;
  /** The menu around the button; it opens itself when it first appears. */
  menu: (trigger: ReactNode) => ReactNode;
};

/** A menu whose code comes when somebody points at its button: most visits never open it. */
export function LazyMenu({ preload, button, menu }: LazyMenuProps) {
  const [wanted, setWanted] = useState(false);
  const warm = () => void preload();
  if (!wanted) {
    return button({
      'aria-haspopup': 'menu',
      onClick: () => setWanted(true),
      onPointerEnter: warm,
      onFocus: warm,
    });
  }
  return <Suspense fallback={button({})}>{menu(button({}))}</Suspense>;
}
