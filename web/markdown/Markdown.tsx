import { Fragment, useMemo } from 'react'
import type { ReactNode } from 'react'
import { Hidden } from '../ui/Hidden.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import styles from './Markdown.module.css'
import { readMarkdown } from './tree.ts'
import type { MarkdownNode } from './tree.ts'

/**
 * What somebody wrote in Markdown, drawn as parts of this page: nothing of it is handed to the browser as HTML. Steps and
 * calls are drawn by whoever runs them; elsewhere a box is only a box.
 */
export default function Markdown({ text, renderBox, renderAfter, renderCall }: MarkdownProps) {
  const nodes = useMemo(() => readMarkdown(text), [text])
  const draw: Draw = { renderBox, renderAfter, renderCall }
  return <div className={styles.markdown}>{drawAll(nodes, draw)}</div>
}

type Draw = {
  /** What stands before an item with a box, by the line it begins on. */
  readonly renderBox: ((line: number) => ReactNode) | undefined
  /** What is told below an item with a box. */
  readonly renderAfter: ((line: number) => ReactNode) | undefined
  /** What stands in place of a link that calls, by the line of its item. */
  readonly renderCall: ((line: number | null, address: string, name: ReactNode) => ReactNode) | undefined
}

function drawAll(nodes: readonly MarkdownNode[], draw: Draw, line: number | null = null): ReactNode {
  // What stands where never changes but with the text.
  return nodes.map((node, at) => {
    const key = `${at}`
    return typeof node === 'string' ? node : <Fragment key={key}>{drawOne(node, draw, line)}</Fragment>
  })
}

function drawOne(node: Exclude<MarkdownNode, string>, draw: Draw, line: number | null): ReactNode {
  switch (node.tag) {
    case 'heading': {
      const Heading = node.level === 1 ? 'h3' : node.level === 2 ? 'h4' : 'h5'
      return <Heading>{drawAll(node.in, draw, line)}</Heading>
    }
    case 'ol':
      return <ol start={node.start}>{drawAll(node.in, draw, line)}</ol>
    case 'li':
      return node.box === null ? (
        <li>{drawAll(node.in, draw, node.line)}</li>
      ) : (
        <li className={styles.step}>
          <span className={styles.box}>
            {draw.renderBox ? draw.renderBox(node.line) : <PlainBox isDone={node.box === 'done'} />}
          </span>
          <div className={styles.said}>
            {drawAll(node.in, draw, node.line)}
            {draw.renderAfter?.(node.line)}
          </div>
        </li>
      )
    case 'a':
      return <OutsideLink href={node.href}>{drawAll(node.in, draw, line)}</OutsideLink>
    case 'call': {
      const name = drawAll(node.in, draw, line)
      return draw.renderCall ? (
        draw.renderCall(line, node.address, name)
      ) : (
        <PlainCall address={node.address}>{name}</PlainCall>
      )
    }
    case 'code':
      return <code>{node.text}</code>
    case 'pre':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long line is scrolled by keyboard too
        <pre tabIndex={0}>
          <code>{node.text}</code>
        </pre>
      )
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'table':
      return (
        <div className={styles.wide}>
          <table>{drawAll(node.in, draw, line)}</table>
        </div>
      )
    case 'p':
    case 'ul':
    case 'blockquote':
    case 'em':
    case 'strong':
    case 's':
    case 'thead':
    case 'tbody':
    case 'tr':
    case 'th':
    case 'td': {
      const Tag = node.tag
      return <Tag>{drawAll(node.in, draw, line)}</Tag>
    }
  }
}

function OutsideLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const say = useWords('kit')
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <Hidden>{say('outside')}</Hidden>
    </a>
  )
}

function PlainBox({ isDone }: { readonly isDone: boolean }) {
  const say = useWords('kit')
  return <Icon name={isDone ? 'ok' : 'ring'} label={say(isDone ? 'step.done' : 'step.open')} />
}

/** Where nothing is run, whom a step would call is told and not called. */
function PlainCall({ address, children }: { readonly address: string; readonly children: ReactNode }) {
  const say = useWords('kit')
  return (
    <span className={styles.call}>
      <Icon name="send" label={say('step.calls')} />
      {children}
      <span className={styles.address}>{address}</span>
    </span>
  )
}

type MarkdownProps = {
  readonly text: string
  readonly renderBox?: (line: number) => ReactNode
  readonly renderAfter?: (line: number) => ReactNode
  readonly renderCall?: (line: number | null, address: string, name: ReactNode) => ReactNode
}
