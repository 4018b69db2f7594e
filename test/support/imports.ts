import ts from 'typescript'

export interface FoundImport {
  /** What is imported, as written: `zod`, `@orgkit/core/engine`, `./member`. */
  specifier: string
  line: number
  /** `export … from`, with values among what is exported. */
  reexportsValues: boolean
}

/** Every module that a source file names: import, export from, import(), import('…').Type, import = require(). */
export function findImports(fileName: string, text: string): FoundImport[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true)
  const found: FoundImport[] = []
  const add = (node: ts.Node | undefined, reexportsValues = false) => {
    if (!node || !ts.isStringLiteralLike(node)) return
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    found.push({ specifier: node.text, line, reexportsValues })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, exportsValues(node))
    else if (ts.isExternalModuleReference(node)) add(node.expression)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal)
    else if (ts.isCallExpression(node) && isLoader(node.expression)) add(node.arguments[0])
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isLoader(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
}

function exportsValues(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return false
  const clause = node.exportClause
  return !clause || !ts.isNamedExports(clause) || clause.elements.some((element) => !element.isTypeOnly)
}
