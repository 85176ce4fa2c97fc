import 'i18next';
import type filming from '../../i18n/en/filming.json';
import type video from '../../i18n/en/video.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    filming: typeof filming;
    video: typeof video;
  }
}
