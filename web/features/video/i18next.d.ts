import 'i18next';
import type video from '../../i18n/en/video.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    video: typeof video;
  }
}
