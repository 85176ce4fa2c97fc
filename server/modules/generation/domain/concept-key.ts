export { conceptKey, foldText, keyWords, singular } from '../../library/index.ts';
