export { conceptKey, foldText, keyWords, singular } from '../../library/domain/index.ts';
