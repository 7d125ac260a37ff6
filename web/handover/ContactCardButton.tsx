import { useState } from 'react'
import { api } from '../api.ts'
import { asProblem } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { showNotice } from '../ui/notices.ts'
import { useWords } from '../words/words.ts'

/** Saves the numbers that page as a card for the contacts of a phone, so that they ring through its silence. */
export function ContactCardButton() {
  const say = useWords('handover')
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const { fileName, vcard } = await api.getContactCard({})
      const url = URL.createObjectURL(new Blob([vcard], { type: 'text/vcard' }))
      const link = document.createElement('a')
      link.href = url
      link.download = fileName
      link.click()
      // The browser has taken it by the next turn.
      setTimeout(() => URL.revokeObjectURL(url))
    } catch (error) {
      showNotice({ tone: 'critical', say: asProblem(error).sentence })
    }
    setBusy(false)
  }
  return (
    <Button icon="download" busy={isBusy} onPress={save}>
      <span title={say('ready.cardSay')}>{say('ready.card')}</span>
    </Button>
  )
}
