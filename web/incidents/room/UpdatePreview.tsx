import { useState } from 'react'
import type { Audience } from '../../../domain/incidents/owed.ts'
import { useLoaded } from '../../query.tsx'
import { useSettled } from '../../settled.ts'
import { CopyBox } from '../../ui/CopyBox.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Segmented } from '../../ui/inputs.tsx'
import { Bar, Stack } from '../../ui/Screen.tsx'
import { languageNames, languages, useLanguage, useWords } from '../../words/words.ts'

/** The update as it will arrive: by mail or in a chat, for readers of either language. Made by whoever sends it. */
export function UpdatePreview({ incidentId, audience, text, isStill, next }: UpdatePreviewProps) {
  const say = useWords('hearing')
  const own = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const [medium, setMedium] = useState<Medium>('mail')
  const [language, setLanguage] = useState(own)
  const settled = useSettled(text, 400)
  const preview = useLoaded(
    'previewUpdate',
    {
      incidentId,
      audience,
      text: settled.trim(),
      isStill,
      language,
      ...(next === null ? {} : { nextInMinutes: next }),
    },
    { enabled: isOpen, keep: true },
  ).data
  return (
    <Fold say={say('preview')} onOpen={() => setOpen(true)}>
      <Stack>
        <Bar>
          <Segmented
            label={say('medium')}
            hideLabel
            value={medium}
            options={media.map((value) => ({ value, label: say(`as.${value}`) }))}
            onChange={setMedium}
          />
          <Segmented
            label={say('language')}
            hideLabel
            value={language}
            options={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={setLanguage}
          />
        </Bar>
        {preview ? (
          <CopyBox
            text={medium === 'mail' ? preview.text : preview.chat}
            label={say('preview')}
            title={preview.subject}
            wrap
          />
        ) : null}
      </Stack>
    </Fold>
  )
}

const media = ['mail', 'chat'] as const
type Medium = (typeof media)[number]

type UpdatePreviewProps = {
  readonly incidentId: number
  readonly audience: Audience
  readonly text: string
  readonly isStill: boolean
  readonly next: number | null
}
