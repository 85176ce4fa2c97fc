export {
  cosine,
  embedText,
  HASH_EMBEDDER,
  HASH_EMBEDDER_DIMENSIONS,
} from '../../library/domain/index.ts';
