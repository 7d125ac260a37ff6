import type { ReactNode } from 'react'
import type { Path } from '../../domain/intake/mapping-rule.ts'
import { useWords } from '../words/words.ts'
import styles from './BodyTree.module.css'
import { pathText } from './body-paths.ts'

const mostShown = 400
const mostDeep = 24

/** A body as its fields, each value a button that hands over its path. Foreign text is only ever text here. */
export function BodyTree({ value, fieldName, pathFor, onPick }: BodyTreeProps) {
  const say = useWords('received')
  const left = { count: mostShown }
  const node = (at: unknown, path: Path): ReactNode => {
    if (typeof at !== 'object' || at === null) return <Leaf text={JSON.stringify(at) ?? ''} {...press(path)} />
    const fields: (readonly [string | number, unknown])[] = Array.isArray(at)
      ? at.map((item: unknown, index) => [index, item] as const)
      : Object.entries(at)
    if (fields.length === 0 || path.length >= mostDeep) {
      return <Leaf text={Array.isArray(at) ? '[…]' : '{…}'} {...press(path)} />
    }
    const shown = fields.slice(0, Math.max(0, left.count))
    left.count -= shown.length
    return (
      <ul className={styles.fields}>
        {shown.map(([name, inner]) => (
          <li key={name}>
            <bdi className={styles.name}>{name}</bdi> {node(inner, [...path, name])}
          </li>
        ))}
        {shown.length < fields.length ? <li>{say('pick.tooMany')}</li> : null}
      </ul>
    )
  }
  const press = (path: Path) => {
    const rule = pathFor(path)
    const text = rule && pathText(rule)
    const label = text ? say('pick.insert', { path: text, field: fieldName }) : undefined
    return { label, onPress: rule && text ? () => onPick(rule) : undefined }
  }
  return <div className={styles.tree}>{node(value, [])}</div>
}

function Leaf({ text, label, onPress }: LeafProps) {
  const shown = <bdi>{text.length > 160 ? `${text.slice(0, 160).toWellFormed()}…` : text}</bdi>
  return onPress ? (
    <button type="button" className={styles.value} title={label} onClick={onPress}>
      {shown}
    </button>
  ) : (
    <span className={styles.plain}>{shown}</span>
  )
}

type BodyTreeProps = {
  readonly value: unknown
  /** The rule that the next path goes into, in words. */
  readonly fieldName: string
  /** The path as a rule sees it; null where none can. */
  readonly pathFor: (path: Path) => Path | null
  readonly onPick: (path: Path) => void
}
type LeafProps = {
  readonly text: string
  readonly label: string | undefined
  readonly onPress: (() => void) | undefined
}
