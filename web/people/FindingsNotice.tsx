import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { PersonReadiness } from './readiness-words.ts'
import { useFindingWords } from './readiness-words.ts'

/** Said beside the contacts already, where it can be mended. */
const saidElsewhere: readonly string[] = ['no_contact', 'only_browser', 'only_unverified', 'unverified', 'deactivated']

/** What keeps this person from being reached well, each with its next step; nothing when nothing does. */
export function FindingsNotice({ person }: { readonly person: PersonReadiness }) {
  const say = useWords('readiness')
  const tell = useFindingWords()
  const findings = person.findings.filter(({ because }) => !saidElsewhere.includes(because))
  const worst = findings[0]?.urgency
  if (!worst) return null
  return (
    <Notice tone={worst === 'urgent' ? 'critical' : worst === 'soon' ? 'warning' : 'info'} title={say('mine')}>
      {findings.map((finding) => (
        <p key={`${finding.because} ${finding.contactId ?? ''}`}>{tell(finding, person.contacts)}</p>
      ))}
    </Notice>
  )
}
