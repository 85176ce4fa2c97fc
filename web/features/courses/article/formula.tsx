import { useEffect, useRef } from 'react';

/** A formula: its source at once, typeset as soon as KaTeX is there. */
export function Formula({ latex, display }: { latex: string; display: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let gone = false;
    void import('./typeset.ts').then(({ typeset }) => {
      if (!gone && place.current) typeset(place.current, latex, display);
    });
    return () => {
      gone = true;
    };
  }, [latex, display]);
  // A formula reads from left to right in every language.
  return (
    <span ref={place} dir="ltr" className={display ? 'article-formula' : undefined}>
      {latex}
    </span>
  );
}
