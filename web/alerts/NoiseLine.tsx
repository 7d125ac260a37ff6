import { noiseSentence } from '../../domain/alerts/noise-words.ts'
import { noisyFrom } from '../../domain/alerts/noise.ts'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'

/** How often the rule of this alert paged lately, and how often anybody acted; nothing while that says nothing. */
export default function NoiseLine({ alertId }: { readonly alertId: number }) {
  const say = useWords('noise')
  const language = useLanguage()
  const rule = useLoaded('getAlertNoise', { alertId }).data?.rule
  const says = rule ? noiseSentence(rule, { days: noisyFrom.days, language }) : null
  if (!rule || says === null) return null
  return (
    <Notice
      tone={rule.isNoisy ? 'warning' : 'calm'}
      icon={rule.isNoisy ? 'soundOff' : 'info'}
      action={<a href={paths.noiseOf(rule.ruleId)}>{say('line.more')}</a>}
    >
      {says}
    </Notice>
  )
}
