/** What threads use, too: it pulls in neither the database nor the network. */
export { conceptKey, foldText, keyWords, singular } from './concept-key.ts';
export type {
  Block,
  BlockKind,
  Chunk,
  ChunkBlock,
  ChunkKind,
  ParsedDocument,
} from './document.ts';
export { BLOCK_SEPARATOR } from './document.ts';
export {
  cosine,
  embedText,
  HASH_EMBEDDER,
  HASH_EMBEDDER_DIMENSIONS,
} from './hash-embedder.ts';
export { searchConfigFor } from './search-config.ts';
export { vectorLiteral } from './vector.ts';
