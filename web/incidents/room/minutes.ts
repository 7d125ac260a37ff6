import { useWords } from '../../words/words.ts'

/** Spans that people promise each other. */
export const minuteChoices: readonly number[] = [5, 15, 30, 60, 120, 240, 480, 1_440]

/** How is a span of minutes said? In hours where they are whole. */
export function useMinutes(): (minutes: number) => string {
  const say = useWords('incidentRecords')
  return (minutes) => (minutes % 60 === 0 ? say('hours', { count: minutes / 60 }) : say('minutes', { count: minutes }))
}
