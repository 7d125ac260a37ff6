// Markdown that people wrote, read into a tree of a few kinds of things: nothing in it can run, and nothing is fetched.
import MarkdownIt from 'markdown-it'
import { calledBy } from '../../domain/kit/steps.ts'

export const plainTags = [
  'p',
  'ul',
  'blockquote',
  'em',
  'strong',
  's',
  'br',
  'hr',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
] as const
export type PlainTag = (typeof plainTags)[number]

/** `line` of an item counts from 0, as the steps of a runbook do; `box` is there where it has one. */
export type MarkdownNode =
  | string
  | { readonly tag: PlainTag; readonly in: readonly MarkdownNode[] }
  | { readonly tag: 'ol'; readonly start: number; readonly in: readonly MarkdownNode[] }
  | {
      readonly tag: 'li'
      readonly line: number
      readonly box: 'open' | 'done' | null
      readonly in: readonly MarkdownNode[]
    }
  | { readonly tag: 'heading'; readonly level: number; readonly in: readonly MarkdownNode[] }
  | { readonly tag: 'a'; readonly href: string; readonly in: readonly MarkdownNode[] }
  /** A link that calls a webhook: `hook:` before its address. */
  | { readonly tag: 'call'; readonly address: string; readonly in: readonly MarkdownNode[] }
  | { readonly tag: 'code' | 'pre'; readonly text: string }

const reader = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: 20 })
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
// What is no address of ours stays text as it was written.
reader.validateLink = (href) => isSafe(href) || calledBy(href) !== null

/** What a text says in Markdown. */
export function readMarkdown(text: string): readonly MarkdownNode[] {
  return treeOf(reader.parse(text, {}))
}

/** May a browser be led there? To pages and to mail, and to nothing that runs. */
export function isSafe(href: string): boolean {
  const { protocol, username, password } = URL.parse(href) ?? {}
  return (protocol === 'http:' || protocol === 'https:' || protocol === 'mailto:') && !username && !password
}

type Token = ReturnType<typeof reader.parse>[number]
type Open = { readonly token: Token | null; readonly in: MarkdownNode[] }

/** The flat list in which each thing is opened and closed, as a tree. What is not known is left out, and its content stays. */
function treeOf(tokens: readonly Token[]): readonly MarkdownNode[] {
  const root: Open = { token: null, in: [] }
  const open: Open[] = [root]
  for (const token of tokens) {
    const within = open.at(-1) ?? root
    if (token.nesting === 1) open.push({ token, in: [] })
    else if (token.nesting === 0) within.in.push(...leaf(token))
    else if (open.length > 1) {
      open.pop()
      const around = open.at(-1) ?? root
      around.in.push(...closed(within))
    }
  }
  return root.in
}

function leaf(token: Token): readonly MarkdownNode[] {
  switch (token.type) {
    case 'inline':
      return treeOf(token.children ?? [])
    case 'text':
      return token.content === '' ? [] : [token.content]
    case 'softbreak':
    case 'hardbreak':
      return [{ tag: 'br', in: [] }]
    case 'hr':
      return [{ tag: 'hr', in: [] }]
    case 'code_inline':
      return [{ tag: 'code', text: token.content }]
    case 'fence':
    case 'code_block':
      return [{ tag: 'pre', text: token.content.replace(/\n$/, '') }]
    case 'image': {
      const src = attribute(token, 'src')
      const name = token.content === '' ? src : token.content
      return isSafe(src) ? [{ tag: 'a', href: src, in: [name] }] : [name]
    }
    default:
      return token.content === '' ? [] : [token.content]
  }
}

function closed({ token, in: inside }: Open): readonly MarkdownNode[] {
  const tag = token?.tag ?? ''
  // In a tight list the paragraphs of items are not shown as such.
  if (token?.hidden) return inside
  if (token?.type === 'link_open') return link(attribute(token, 'href'), inside)
  if (token?.type === 'list_item_open') return [item(token, inside)]
  if (/^h[1-6]$/.test(tag)) return [{ tag: 'heading', level: Number(tag[1]), in: inside }]
  if (tag === 'ol') return [{ tag: 'ol', start: Number(token?.attrGet('start') ?? 1) || 1, in: inside }]
  const plain = plainTags.find((each) => each === tag)
  return plain ? [{ tag: plain, in: inside }] : inside
}

function link(href: string, inside: readonly MarkdownNode[]): readonly MarkdownNode[] {
  const address = calledBy(href)
  if (address !== null) return [{ tag: 'call', address, in: inside }]
  return isSafe(href) ? [{ tag: 'a', href, in: inside }] : inside
}

function item(token: Token, inside: readonly MarkdownNode[]): MarkdownNode {
  const line = token.map?.[0] ?? -1
  const [first, ...rest] = inside
  const paragraph = typeof first === 'object' && first.tag === 'p' ? first : null
  const [said, ...more] = paragraph ? paragraph.in : inside
  const box = typeof said === 'string' ? /^\[([ xX])\]\s+/.exec(said) : null
  if (!box || typeof said !== 'string') return { tag: 'li', line, box: null, in: inside }
  const words = [said.slice(box[0].length), ...more].filter((each) => each !== '')
  return {
    tag: 'li',
    line,
    box: box[1] === ' ' ? 'open' : 'done',
    in: paragraph ? [{ tag: 'p', in: words }, ...rest] : words,
  }
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '')
}
