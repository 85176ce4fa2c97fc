import type { HasBullet, Shape } from './pptx-slide.ts';
import { childAt, childrenOf, descendants, type XmlElement } from './xml.ts';

/**
 * Bullets are inherited (ECMA-376 part 1, 19.3.1 and 21.1.2.4): paragraph, list style of the
 * shape, of its placeholder in the layout, of that in the master, text styles of the master. The
 * first that says anything decides; a text box that is no placeholder inherits nothing.
 */
export function bulletsOf(layout?: XmlElement, master?: XmlElement): HasBullet {
  const layoutShapes = descendants(layout, 'sp');
  const masterShapes = descendants(master, 'sp');
  const bodyStyle = childAt(master, 'txStyles', 'bodyStyle');
  return (shape, paragraph, depth) => {
    const own = childAt(paragraph, 'pPr');
    const level = `lvl${depth + 1}pPr`;
    const chain = [own, childAt(shape.element, 'txBody', 'lstStyle', level)];
    if (shape.role !== null) {
      chain.push(childAt(likeShape(layoutShapes, shape), 'txBody', 'lstStyle', level));
      chain.push(childAt(likeShape(masterShapes, shape), 'txBody', 'lstStyle', level));
      chain.push(childAt(bodyStyle, level));
    }
    for (const properties of chain) {
      const stated = bulletIn(properties);
      if (stated !== undefined) return stated;
    }
    return false;
  };
}

function bulletIn(properties: XmlElement | undefined): boolean | undefined {
  for (const { name } of childrenOf(properties)) {
    if (name === 'buNone') return false;
    if (name === 'buChar' || name === 'buAutoNum' || name === 'buBlip') return true;
  }
  return undefined;
}

function likeShape(shapes: readonly XmlElement[], shape: Shape): XmlElement | undefined {
  const placeholders = shapes.map((element) => ({
    element,
    attributes: childAt(element, 'nvSpPr', 'nvPr', 'ph')?.attributes,
  }));
  const byIndex = placeholders.find(
    ({ attributes }) => attributes?.idx !== undefined && attributes.idx === shape.index,
  );
  const byRole = placeholders.find(
    ({ attributes }) => attributes !== undefined && (attributes.type ?? 'body') === shape.role,
  );
  return (byIndex ?? byRole)?.element;
}
