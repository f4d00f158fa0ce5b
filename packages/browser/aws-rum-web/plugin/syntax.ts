import { parseSync, Visitor, type ESTree } from 'vite';

export interface Place {
  start: number;
  end: number;
}

export interface Member extends Place {
  name: string;
}

export interface Use {
  name: string;
  /** The nearest function around that has a name. */
  within: string;
}

export interface Import {
  source: string;
  /** What is asked of it; a namespace asks for nothing by name. */
  names: string[];
  /** `export * from` */
  passesOn: boolean;
}

const parse = (file: string, code: string) => parseSync(file.replace(/\?.*$/, ''), code);

/** Methods of classes, and functions that a constructor assigns to `this`. */
export function readMembers(file: string, code: string): Member[] {
  const found: Member[] = [];
  new Visitor({
    MethodDefinition({ kind, key, start, end }) {
      if (kind !== 'constructor' && key.type === 'Identifier') found.push({ name: key.name, start, end });
    },
    PropertyDefinition({ key, value, start, end }) {
      if (key.type === 'Identifier' && isFunction(value)) found.push({ name: key.name, start, end });
    },
    ExpressionStatement({ expression, start, end }) {
      if (expression.type !== 'AssignmentExpression' || !isFunction(expression.right)) return;
      const name = nameOfThis(expression.left);
      if (name !== undefined) found.push({ name, start, end });
    },
  }).visit(parse(file, code).program);
  return found;
}

/** Names of all members that classes and objects define, whatever they are. */
export function readDefined(file: string, code: string): string[] {
  const found: string[] = [];
  const add = (name: string | undefined): void => {
    if (name !== undefined && name !== 'constructor') found.push(name);
  };
  new Visitor({
    MethodDefinition: ({ key }) => add(nameOf(key)),
    PropertyDefinition: ({ key }) => add(nameOf(key)),
    ObjectExpression({ properties }) {
      for (const one of properties) if (one.type === 'Property') add(nameOf(one.key));
    },
  }).visit(parse(file, code).program);
  return found;
}

/** Statements that call a method of this object, up to their semicolon. */
export function readStatementsOf(object: string, file: string, code: string): Place[] {
  const found: Place[] = [];
  new Visitor({
    ExpressionStatement({ expression }) {
      if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression') return;
      const { object: called } = expression.callee;
      if (called.type === 'Identifier' && called.name === object) found.push(expression);
    },
  }).visit(parse(file, code).program);
  return found;
}

/** Where the code asks an object for one of these members: `a.name`, `a['name']`, `const { name } = a`. */
export function readUses(members: ReadonlySet<string>, file: string, code: string): Use[] {
  const found: Use[] = [];
  const around: (string | undefined)[] = [];
  const use = (name: string | undefined): void => {
    const within = around.findLast((one) => one !== undefined) ?? 'the module';
    if (name !== undefined && members.has(name)) found.push({ name, within });
  };
  const enter = (name: string | undefined): void => void around.push(name);
  const leave = (): void => void around.pop();
  new Visitor({
    MethodDefinition: ({ key }) => enter(nameOf(key)),
    'MethodDefinition:exit': leave,
    PropertyDefinition: ({ key }) => enter(nameOf(key)),
    'PropertyDefinition:exit': leave,
    FunctionDeclaration: ({ id }) => enter(id?.name),
    'FunctionDeclaration:exit': leave,
    VariableDeclarator: ({ id, init }) => enter(id.type === 'Identifier' && isFunction(init) ? id.name : undefined),
    'VariableDeclarator:exit': leave,
    AssignmentExpression: ({ left, right }) => enter(isFunction(right) ? nameOfThis(left) : undefined),
    'AssignmentExpression:exit': leave,
    MemberExpression({ property, computed }) {
      if (!computed || property.type === 'Literal') use(nameOf(property));
    },
    ObjectPattern({ properties }) {
      for (const one of properties) if (one.type === 'Property') use(nameOf(one.key));
    },
  }).visit(parse(file, code).program);
  return found;
}

export function readImports(file: string, code: string): Import[] {
  const { staticImports, staticExports } = parse(file, code).module;
  const found: Import[] = staticImports.map(({ moduleRequest, entries }) => ({
    source: moduleRequest.value,
    names: entries.flatMap(({ importName: { kind, name } }) =>
      kind === 'Name' ? [name!] : kind === 'Default' ? ['default'] : [],
    ),
    passesOn: false,
  }));
  for (const { moduleRequest, importName } of staticExports.flatMap(({ entries }) => entries)) {
    if (!moduleRequest) continue;
    found.push({
      source: moduleRequest.value,
      names: importName.kind === 'Name' ? [importName.name!] : [],
      passesOn: importName.kind === 'AllButDefault',
    });
  }
  return found;
}

export function readExports(file: string, code: string): string[] {
  return parse(file, code)
    .module.staticExports.flatMap(({ entries }) => entries)
    .filter(({ isType }) => !isType)
    .flatMap(({ exportName: { kind, name } }) => (kind === 'Name' ? [name!] : kind === 'Default' ? ['default'] : []));
}

function isFunction(node: ESTree.Node | null): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}

function nameOf(key: ESTree.Node): string | undefined {
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

function nameOfThis(target: ESTree.Node): string | undefined {
  if (target.type !== 'MemberExpression' || target.object.type !== 'ThisExpression') return undefined;
  return nameOf(target.property);
}
