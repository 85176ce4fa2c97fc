export { createAiPort } from './adapter.ts';
export {
  AiError,
  type AiErrorCode,
  type AiMessage,
  type AiPort,
  type AiUsage,
  type ModelRef,
  type ObjectRequest,
  type TextRequest,
} from './port.ts';
