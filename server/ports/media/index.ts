export { createFfmpeg } from './ffmpeg.ts';
export { type Container, MediaError, type MediaPort, type Probe } from './port.ts';
