export { createAiPort } from './adapter.ts';
export { readObject } from './object.ts';
export {
  type AiBatches,
  AiError,
  type AiErrorCode,
  type AiMessage,
  type AiPort,
  type AiUsage,
  BatchReference,
  type BatchRequest,
  type BatchResult,
  type ModelRef,
  type ObjectRequest,
  type TextRequest,
} from './port.ts';
