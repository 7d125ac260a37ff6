// The steps of a runbook: its items with a box before them, in the order of the text. A step may call a webhook.
import { linkFault } from '../services/link.ts'

export const mostSteps = 500

/** `number` counts from 1; `line` from 0, as readers of Markdown count them. */
export type Step = {
  readonly number: number
  readonly line: number
  /** What to do, without the marks of Markdown that make links of it. */
  readonly text: string
  readonly call: StepCall | null
}

/** `name` is what stands on the button, `address` is where it leads. */
export type StepCall = { readonly name: string; readonly address: string }

/** What is there to do, in the order of the text? What stands in a block of code is shown and not done. */
export function stepsOf(body: string): readonly Step[] {
  const steps: Step[] = []
  let fence: string | null = null
  for (const [line, text] of body.split(/\r\n|\r|\n/).entries()) {
    const mark = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})/.exec(text)?.[1] ?? null
    if (fence !== null) {
      if (mark?.startsWith(fence) && /^\s*[`~]+\s*$/.test(text)) fence = null
      continue
    }
    if (mark !== null) {
      fence = mark
      continue
    }
    const said = /^\s*(?:[-*+]|\d{1,9}[.)])\s{1,4}\[[ xX]\]\s+(\S.*)$/.exec(text)?.[1]
    if (said === undefined || steps.length === mostSteps) continue
    steps.push({ number: steps.length + 1, line, text: plain(said), call: callOf(said) })
  }
  return steps
}

/** Addresses that a step calls: `hook:` before one of the web. */
export const callScheme = 'hook:'

/** Which address of the web does this link of a runbook call? Null: none. */
export function calledBy(href: string): string | null {
  if (!href.startsWith(callScheme)) return null
  const address = href.slice(callScheme.length)
  return linkFault(address) === null ? address : null
}

const callLink = /\[([^\][]{1,200})\]\((hook:[^\s()<>]+)\)/

function callOf(text: string): StepCall | null {
  const [, name = '', href = ''] = callLink.exec(text) ?? []
  const address = calledBy(href)
  return address === null ? null : { name: name.trim(), address }
}

function plain(text: string): string {
  return text
    .replaceAll(/!?\[([^\][]*)\]\([^\s()<>]*\)/g, '$1')
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 500)
}
