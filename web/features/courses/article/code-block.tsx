import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollBox } from '../../../ui/scroll-box.tsx';
import { languageName } from './code-languages.ts';
import type { CodeRun } from './highlight-code.ts';

/** Code as it was written at once, in colours as soon as the grammars are there. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const { t } = useTranslation('article');
  const [runs, setRuns] = useState<readonly CodeRun[]>();
  useEffect(() => {
    setRuns(undefined);
    if (language === '') return;
    let gone = false;
    void import('./highlight-code.ts').then(({ highlightCode }) => {
      if (!gone) setRuns(highlightCode(code, language));
    });
    return () => {
      gone = true;
    };
  }, [code, language]);
  let at = 0;
  const name = languageName(language);
  return (
    <ScrollBox label={name ? t('codeIn', { language: name }) : t('code')} dir="ltr">
      <pre>
        <code>
          {runs?.map(({ text, className }) => {
            at += text.length;
            return className === '' ? (
              text
            ) : (
              <span key={at} className={className}>
                {text}
              </span>
            );
          }) ?? code}
        </code>
      </pre>
    </ScrollBox>
  );
}
