// What each kind of entry about the kit holds, and the sentence a responder would say aloud.

/** `runbook`: its title; `version`: which of its versions. */
type OfStep = { text: string; step: number; runbook: string; version: number }

export type KitEntryFacts = {
  bookmark_added: { name: string; address: string }
  /** `before`: what stood there, where name or address changed; else empty. */
  bookmark_changed: { name: string; before: string }
  bookmark_removed: { name: string; address: string }
  kit_verified: { name: string }
  /** `count`: how many bookmarks. */
  kit_imported: { count: number; runbooks: number; name: string }
  kit_secret_renewed: { name: string }
  link_died: { name: string; address: string; detail: string }
  link_answers: { name: string; address: string }
  runbook_written: { name: string }
  runbook_saved: { name: string; version: number }
  runbook_restored: { name: string; version: number; earlier: number }
  runbook_removed: { name: string }
  runbook_opened: { runbook: string; version: number }
  step_ticked: OfStep
  step_unticked: OfStep
  /** `call`: what stood on the button. */
  step_called: OfStep & { call: string }
  step_call_answered: OfStep & { call: string; answer: string }
  step_call_failed: OfStep & { call: string; answer: string }
  /** Whoever was about to call went down, and nobody knows whether it arrived. */
  step_call_lost: OfStep & { call: string }
}

type Sentences = { readonly [K in keyof KitEntryFacts]: (facts: KitEntryFacts[K], who: string) => string }

const ofStep = (f: OfStep) => `step ${f.step} of ${f.runbook} (version ${f.version}): ${f.text}`
const answer = (text: string) => (text === '' ? '' : ` (${text})`)

export const kitSentences: Sentences = {
  bookmark_added: (f, who) => `${who} added to the kit: ${f.name}${answer(f.address)}`,
  bookmark_changed: (f, who) =>
    `${who} changed in the kit: ${f.name}${f.before === '' ? '' : ` (before: ${f.before})`}`,
  bookmark_removed: (f, who) => `${who} took out of the kit: ${f.name}${answer(f.address)}`,
  kit_verified: (f, who) => `${who} looked, and it is still right: ${f.name}`,
  kit_imported: (f, who) =>
    `${who} took a file over into the kit of ${f.name}: bookmarks ${f.count}, runbooks ${f.runbooks}`,
  kit_secret_renewed: (f, who) => `${who} made a new secret for what the runbooks of ${f.name} call`,
  link_died: (f) => `A link no longer answers: ${f.name}, ${f.address}${answer(f.detail)}`,
  link_answers: (f) => `A link answers again: ${f.name}, ${f.address}`,
  runbook_written: (f, who) => `${who} wrote the runbook ${f.name}`,
  runbook_saved: (f, who) => `${who} saved version ${f.version} of the runbook ${f.name}`,
  runbook_restored: (f, who) =>
    `${who} brought version ${f.earlier} of the runbook ${f.name} back, as version ${f.version}`,
  runbook_removed: (f, who) => `${who} took the runbook ${f.name} out of the kit`,
  runbook_opened: (f, who) => `${who} opened the runbook ${f.runbook} (version ${f.version})`,
  step_ticked: (f, who) => `${who} did ${ofStep(f)}`,
  step_unticked: (f, who) => `${who} took back ${ofStep(f)}`,
  step_called: (f, who) => `${who} called "${f.call}" in ${ofStep(f)}`,
  step_call_answered: (f) => `"${f.call}" was called and answered${answer(f.answer)}, in ${ofStep(f)}`,
  step_call_failed: (f) => `"${f.call}" was called in vain${answer(f.answer)}, in ${ofStep(f)}`,
  step_call_lost: (f) =>
    `"${f.call}" was about to be called when a node went down; whether it arrived is not known. Look before you press again: ${ofStep(f)}`,
}
