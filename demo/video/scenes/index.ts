import type { Scene } from '../picture.ts';
import type { ChapterKey } from '../storyboard.ts';
import { clinic } from './clinic.ts';
import { glasses } from './glasses.ts';
import { membrane } from './membrane.ts';
import { plants } from './plants.ts';
import { tank } from './tank.ts';
import { tonicity } from './tonicity.ts';

export const scenes: Record<ChapterKey, Scene> = {
  glasses,
  membrane,
  tank,
  tonicity,
  plants,
  clinic,
};
