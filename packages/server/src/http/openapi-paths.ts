/**
 * One path for each shape, that of the first who has it: to OpenAPI `/organizations/{organization}` and
 * `/organizations/{organizationId}` are the same path, and two of them make a document invalid.
 */
export function pathsByShape(): (path: string) => string {
  const paths = new Map<string, string>()
  return (path) => {
    const shape = path.replace(/\{\w+\}/g, '{}')
    if (!paths.has(shape)) paths.set(shape, path)
    return paths.get(shape) ?? path
  }
}

/** The names in braces, in their order. */
export function fieldsIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field)
}
