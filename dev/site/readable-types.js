import { Converter, ReflectionKind } from 'typedoc';

/**
 * Leaves out of the reference what only the compiler needs: the tables written out as the default of a type parameter,
 * and types that are not exported, which have no page.
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, leaveOut, -1000); // after typedoc has worked out what extends what
}

function leaveOut({ project }) {
  for (const reflection of Object.values(project.reflections)) {
    if (reflection.kindOf(ReflectionKind.TypeParameter) && isWrittenOut(reflection.default)) {
      delete reflection.default;
    }
    if (reflection.inheritedFrom && !reflection.inheritedFrom.reflection) delete reflection.inheritedFrom;
    if (reflection.extendedTypes && !reflection.extendedTypes.some(hasPage)) delete reflection.typeHierarchy;
  }
}

const isWrittenOut = (type) => type?.type === 'reflection';
const hasPage = (type) => type.type === 'reference' && type.reflection !== undefined;
