// What is installed into this folder's own node_modules, on demand, as far as it is used: its types are not there when
// the rest is checked.
declare module 'typescript-5.9' {
  /** A node of a syntax tree; its kind decides which parts it has. */
  export interface Node {
    readonly kind: number;
    readonly parent: Node;
    readonly end: number;
    readonly name?: Node;
    readonly body?: Node;
    readonly type?: Node;
    readonly expression?: Node;
    readonly operatorToken?: Node;
    readonly modifiers?: readonly Node[];
    readonly statements?: readonly Node[];
    readonly declarationList?: { readonly declarations: readonly Node[] };
    /** Returns where the node begins, after the comments before it. */
    getStart(): number;
    getText(): string;
  }

  const ts: {
    readonly ScriptTarget: Readonly<Record<'Latest', number>>;
    readonly SyntaxKind: Readonly<
      Record<
        'AnyKeyword' | 'ExportKeyword' | 'EqualsEqualsEqualsToken' | 'ExclamationEqualsEqualsToken',
        number
      >
    >;
    createSourceFile(name: string, text: string, target: number, setParentNodes: boolean): Node;
    forEachChild(node: Node, visit: (child: Node) => void): void;
    getJSDocCommentsAndTags(node: Node): readonly Node[];
    isAsExpression(node: Node): boolean;
    isCallExpression(node: Node): boolean;
    isConstTypeReference(node: Node | undefined): boolean;
    isConstructorDeclaration(node: Node): boolean;
    isFunctionLike(node: Node): boolean;
    isVariableDeclaration(node: Node): boolean;
  };
  export default ts;
}
