// Writes the pages of docs/ that are made from code; with --check it writes nothing and says which are stale.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { docsPages } from './docs-pages.ts'

const isCheck = process.argv.includes('--check')
const unknown = process.argv.slice(2).find((argument) => argument !== '--check')
if (unknown !== undefined) {
  console.log(`"${unknown}" is not an option; there is only --check`)
  process.exit(2)
}

let stale = 0
for (const [name, text] of Object.entries(await docsPages())) {
  const file = path.join(import.meta.dirname, '..', name)
  if (textOf(file) === text) continue
  stale += 1
  if (!isCheck) writeFileSync(file, text)
  console.log(isCheck ? `${name} is stale: run node bin/docs.ts` : `${name} written`)
}
if (stale === 0) console.log('docs: up to date')
process.exitCode = isCheck && stale > 0 ? 1 : 0

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
