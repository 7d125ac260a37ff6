import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem } from '../../query.tsx'
import { sendFile } from '../../send-file.ts'
import { showNotice } from '../../ui/notices.ts'
import { useWords } from '../../words/words.ts'
import { uploadAddress } from './evidence.ts'

/** A file on its way, or one that did not arrive: it stays here until it is sent again or given up. */
export type Upload = {
  readonly key: number
  readonly file: File
  readonly evidenceId: number | null
  /** Why it was not kept; null while it is being sent. */
  readonly failed: string | null
}

/** Sends files of this incident, each by itself; what fails keeps its file. */
export function useUploads(incidentId: number) {
  const say = useWords('evidence')
  const queries = useQueryClient()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const put = (upload: Upload) => setUploads((all) => [...all.filter(({ key }) => key !== upload.key), upload])
  const drop = (key: number) => setUploads((all) => all.filter((upload) => upload.key !== key))
  const send = async (upload: Upload) => {
    put({ ...upload, failed: null })
    try {
      await sendFile(uploadAddress(incidentId, upload.evidenceId, upload.file.name), upload.file)
      drop(upload.key)
      showNotice({ tone: 'ok', say: say('kept') })
      void queries.invalidateQueries()
    } catch (error) {
      put({ ...upload, failed: asProblem(error).sentence })
    }
  }
  const bring = (files: Iterable<File>, evidenceId: number | null) => {
    for (const file of files) void send({ key: nextKey++, file, evidenceId, failed: null })
  }
  return { uploads, bring, again: send, drop }
}

let nextKey = 1
