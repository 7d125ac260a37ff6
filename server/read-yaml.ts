import { askThread } from './thread.ts'
import type { ParsedYaml, YamlStream } from './yaml.ts'

const bounds = { withinMs: 10_000, mostMb: 512 }

/** What does this text say? Read in a thread of its own, within ten seconds and a bounded memory. */
export function readYaml(text: string): Promise<ParsedYaml> {
  return askThread(new URL('./yaml-worker.ts', import.meta.url), text, bounds, tooMuch)
}

/** The same for a text of several documents. */
export function readYamlStream(text: string): Promise<YamlStream> {
  const { problems } = tooMuch
  return askThread(new URL('./yaml-stream-worker.ts', import.meta.url), text, bounds, { parts: [], problems })
}

const tooMuch: ParsedYaml = {
  value: undefined,
  places: new Map(),
  problems: [{ place: '1:1', path: '', say: 'This file is too large or too deep to be read; split it' }],
}
