// The path of a field in a body, as a rule of a mapping writes it, and what pressing a field does to the rules.
import { parsePath, type Path } from '../../domain/intake/mapping-rule.ts'
import type { MappingField, MappingText } from './mapping-text.ts'

/** `$.labels.host`, `$.checks[0]["odd name"]`; null when no rule can name it, such as a field with both kinds of quotes. */
export function pathText(path: Path): string | null {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    if (/^[^.[\]{}\s"'$]+$/.test(step)) return `.${step}`
    return step.includes('"') ? `['${step}']` : `["${step}"]`
  })
  const text = `$${steps.join('')}`
  const read = parsePath(text)
  return read && read.length === path.length && read.every((step, at) => step === path[at]) ? text : null
}

/**
 * The same path seen from one event: rules are read from each item of the list that `each` names. Null for what lies outside
 * of that list, which no rule can see.
 */
export function withinEach(path: Path, each: string): Path | null {
  const list = each.trim() === '' ? null : parsePath(each.trim())
  // A body that is a list is one event for each item by itself.
  if (!list) return typeof path[0] === 'number' ? path.slice(1) : path
  const isInside = path.length > list.length && list.every((step, at) => step === path[at])
  return isInside && typeof path[list.length] === 'number' ? path.slice(list.length + 1) : null
}

/** The mapping with this path in this rule: a line more where a field takes lines, the rule itself elsewhere. */
export function withPath(text: MappingText, field: MappingField, path: Path): MappingText {
  const rule = pathText(path)
  if (rule === null) return text
  switch (field) {
    case 'labels':
      return { ...text, labels: withLine(text.labels, `${nameIn(path)}: ${rule}`) }
    case 'links':
      return { ...text, links: withLine(text.links, rule) }
    case 'priorities':
    case 'resolveWhen':
    case 'acknowledgeWhen':
      return text
    case 'each':
    case 'from':
    case 'groupKey':
    case 'key':
    case 'severity':
    case 'startsAt':
    case 'status':
    case 'summary':
      return { ...text, [field]: rule }
  }
}

/** Fields that a path can go into. */
export function takesPath(field: MappingField): boolean {
  return field !== 'priorities' && field !== 'resolveWhen' && field !== 'acknowledgeWhen'
}

function withLine(text: string, line: string): string {
  const lines = text.split('\n').filter((each) => each.trim() !== '')
  return lines.includes(line) ? text : [...lines, line].join('\n')
}

function nameIn(path: Path): string {
  const names = path.filter((step) => typeof step === 'string')
  return names.at(-1)?.replaceAll(/[:\s]+/g, '_') ?? 'value'
}
