// YAML as plain values, with the line and column of everything in it, and with bounds on what a hostile file can cost.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml'

/** Something wrong: `path` is its keys joined by dots, `place` its `line:column`. */
export type YamlProblem = { readonly place: string; readonly path: string; readonly say: string }

export type ParsedYaml = {
  readonly value: unknown
  /** `line:column` of each key and list entry, by its path. */
  readonly places: ReadonlyMap<string, string>
  readonly problems: readonly YamlProblem[]
}

/** One of several documents in a file; the place is where it begins. */
export type YamlPart = Pick<ParsedYaml, 'value' | 'places'> & { readonly place: string }
export type YamlStream = { readonly parts: readonly YamlPart[]; readonly problems: readonly YamlProblem[] }

const most = { problems: 50, nodes: 200_000, depth: 20, documents: 1_000 }

/** What does this text say? With problems the value is not to be used. Takes seconds for megabytes: see read-yaml.ts. */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter()
  // The check of the library for repeated keys is quadratic; this file does it while walking.
  const document = parseDocument(text, { ...options, lineCounter: lines })
  const placeOf = placeIn(lines)
  const problems = problemsOf([document], placeOf)
  if (problems.length > 0) return { value: undefined, places: new Map(), problems }
  const walk = new Walk(placeOf)
  const value = walk.valueOf(document.contents, { path: '', depth: 0 })
  return { value, places: walk.places, problems: walk.problems }
}

/** What does this text say, where it may hold several documents with `---` between? Bounded as a whole. */
export function parseYamlStream(text: string): YamlStream {
  // Every line that begins so ends a document, also inside of text: counted before anything is built from it.
  const documents = text.match(/^---(?=\s|$)/gm)?.length ?? 0
  if (documents > most.documents) {
    const say = `This file holds ${documents} documents; write at most ${most.documents} in one file, and split it`
    return { parts: [], problems: [{ place: '1:1', path: '', say }] }
  }
  const lines = new LineCounter()
  const placeOf = placeIn(lines)
  const parsed = parseAllDocuments(text, { ...options, lineCounter: lines })
  const all = Array.isArray(parsed) ? parsed : []
  const problems = problemsOf(all, placeOf)
  if (problems.length > 0) return { parts: [], problems }
  let nodes = 0
  const walked = all.map((document) => {
    const walk = new Walk(placeOf, nodes)
    const value = walk.valueOf(document.contents, { path: '', depth: 0 })
    nodes = walk.nodes
    return { value, places: walk.places, problems: walk.problems, place: placeOf(document.contents?.range[0] ?? 0) }
  })
  const parts = walked.map(({ value, places, place }) => ({ value, places, place }))
  return { parts, problems: walked.flatMap((each) => each.problems).slice(0, most.problems) }
}

type PlaceOf = (offset: number) => string

function placeIn(lines: LineCounter): PlaceOf {
  return (offset) => {
    const { line, col } = lines.linePos(offset)
    return `${Math.max(1, line)}:${Math.max(1, col)}`
  }
}

/** What the library says is wrong, in words for whoever writes the file. */
function problemsOf(documents: readonly Pick<Document, 'errors' | 'warnings'>[], placeOf: PlaceOf): YamlProblem[] {
  return documents
    .flatMap(({ errors, warnings }) => [...errors, ...warnings])
    .slice(0, most.problems)
    .map(({ code, message, pos }) => ({ place: placeOf(pos[0]), path: '', say: words[code] ?? message }))
}

const options = {
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const

/** What the library says, where it helps nobody who writes a file. */
const words: Partial<Record<Document['errors'][number]['code'], string>> = {
  BAD_INDENT: 'The indentation does not fit the lines above',
  TAB_AS_INDENT: 'Indent with spaces, not with tabs',
  BLOCK_AS_IMPLICIT_KEY: 'A value cannot start here: put text with ": " in it in quotes, or start a new line',
  MULTILINE_IMPLICIT_KEY: 'A ":" is missing in this line, or its text belongs in quotes',
  MISSING_CHAR: 'A ":", "-", quote or bracket is missing here',
  MULTIPLE_DOCS: 'Write one document only: leave out the second "---"',
  TAG_RESOLVE_FAILED: 'Tags that begin with "!" are not read here: put the text in quotes',
  NON_STRING_KEY: 'A key must be plain text',
  RESOURCE_EXHAUSTION: 'This is nested too deeply',
}

type At = { readonly path: string; readonly depth: number }

/** One pass over the nodes. Anchors are followed, each time they are used, until the bounds are reached. */
class Walk {
  readonly places = new Map<string, string>()
  readonly problems: YamlProblem[] = []
  readonly #placeOf: PlaceOf
  readonly #anchors = new Map<string, Node>()
  readonly #open = new Set<Node>()
  #nodes: number

  /** `nodes` are those that the documents before it have used up. */
  constructor(placeOf: PlaceOf, nodes = 0) {
    this.#placeOf = placeOf
    this.#nodes = nodes
  }

  get nodes(): number {
    return this.#nodes
  }

  valueOf(node: Node | null, at: At): unknown {
    if (node === null) return null
    this.#nodes += 1
    if (this.#nodes > most.nodes) return this.#refuse(node, at.path, 'The file says too much from here on; split it')
    if (at.depth > most.depth) return this.#refuse(node, at.path, 'This is nested too deeply')
    if (isAlias(node)) return this.#aliased(node.source, node, at)
    if (node.anchor) this.#anchors.set(node.anchor, node)
    if (isScalar(node)) return isStorable(node.value) ? node.value : this.#refuse(node, at.path, unstorable)
    this.#open.add(node)
    const value = isMap(node) ? this.#map(node.items, at) : isSeq(node) ? this.#list(node.items, at) : undefined
    this.#open.delete(node)
    return value
  }

  #aliased(name: string, alias: Node, at: At): unknown {
    const node = this.#anchors.get(name)
    if (!node) return this.#refuse(alias, at.path, `Nothing above is named &${name}`)
    if (this.#open.has(node)) return this.#refuse(alias, at.path, `*${name} stands inside itself`)
    return this.valueOf(node, at)
  }

  #list(items: readonly unknown[], at: At): unknown[] {
    return items.map((item, i) => {
      const node = nodeOf(item)
      return this.#child(node, node, { path: at.path === '' ? `${i}` : `${at.path}.${i}`, depth: at.depth + 1 })
    })
  }

  #map(items: readonly Pair[], at: At): Record<string, unknown> {
    const seen = new Set<string>()
    const entries = items.flatMap((pair): [string, unknown][] => {
      const key = nodeOf(pair.key)
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : ''
      const path = at.path === '' ? name : `${at.path}.${name}`
      if (!isStorable(name)) {
        this.#refuse(key, at.path, unstorable)
        return []
      }
      if (seen.has(name)) {
        this.#refuse(key, path, `"${name.slice(0, 60)}" stands twice in the same map`)
        return []
      }
      seen.add(name)
      return [[name, this.#child(key, nodeOf(pair.value), { path, depth: at.depth + 1 })]]
    })
    return Object.fromEntries(entries)
  }

  #child(placed: Node | null, node: Node | null, at: At): unknown {
    if (this.#nodes > most.nodes) return undefined
    if (placed?.range && !this.places.has(at.path)) this.places.set(at.path, this.#placeOf(placed.range[0]))
    return this.valueOf(node, at)
  }

  #refuse(node: Node | null, path: string, say: string): undefined {
    if (this.problems.length >= most.problems) return
    this.problems.push({ place: this.#placeOf(node?.range?.[0] ?? 0), path, say })
  }
}

const unstorable = 'This text holds a character that cannot be stored; remove it'

/** Text in quotes can write what PostgreSQL cannot keep: a NUL, or half of a character (a lone surrogate). */
function isStorable(value: unknown): boolean {
  return typeof value !== 'string' || (!value.includes('\0') && value.isWellFormed())
}

/** Items of a parsed collection are nodes, though the library types them loosely for documents built by hand. */
function nodeOf(item: unknown): Node | null {
  return isScalar(item) || isAlias(item) || isMap(item) || isSeq(item) ? item : null
}
