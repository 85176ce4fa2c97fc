import 'i18next';
import type common from './en/common.json';
import type frame from './en/frame.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
  }
  /** A feature adds its own texts the same way, in `web/features/<module>/i18next.d.ts`. */
  interface ResourceNamespaceMap {
    common: typeof common;
    frame: typeof frame;
  }
}
