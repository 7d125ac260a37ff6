import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { askAhead, newQueryClient } from './query.tsx'
import { isFramed, router } from './routes.tsx'
import { firstLanguage } from './shell/language.ts'
import './ui/tokens.css'
import './ui/base.css'
import { unspoken } from './words/unspoken.ts'
import { speak } from './words/words.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
const queries = newQueryClient()
if (isFramed()) askAhead(queries, 'getMe', {})
try {
  // The words and the code of the screen come at the same time, and the first picture has both.
  await Promise.all([speak(firstLanguage()), router.load().catch(() => {})]) // what fails is shown by the router itself
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
} catch {
  place.innerText = unspoken
}
