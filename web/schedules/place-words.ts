import type { EndpointOutput } from '../api.ts'
import { useLanguage } from '../words/words.ts'

type ToldPlace = EndpointOutput<'listHolidayPlaces'>['places'][number]

/** What a place is called in the reader's language: a country by the browser, a part of one as it is known there. */
export function usePlaceName(places: readonly ToldPlace[]): (place: string) => string {
  const language = useLanguage()
  return (place) => placeName(place, places, language)
}

/** "Bayern, Germany"; a country alone is its name. */
export function placeName(place: string, places: readonly ToldPlace[], language: string): string {
  const known = places.find((one) => one.place === place)
  if (known && known.within !== null) return `${known.name}, ${placeName(known.within, places, language)}`
  return countryName(place, language) ?? known?.name ?? place
}

/** Countries by their names in this language, in its order. */
export function countriesOf(places: readonly ToldPlace[], language: string) {
  return places
    .filter(({ within }) => within === null)
    .map(({ place }) => ({ value: place, label: placeName(place, places, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}

/** The parts of a country that have holidays of their own, and the parts of these, by name. */
export function partsOf(country: string, places: readonly ToldPlace[]) {
  const partsWithin = (of: string, before: string): { value: string; label: string }[] =>
    places
      .filter(({ within }) => within === of)
      .sort((a, b) => a.name.localeCompare(b.name))
      .flatMap(({ place, name }) => [
        { value: place, label: `${before}${name}` },
        ...partsWithin(place, `${before}${name}: `),
      ])
  return partsWithin(country, '')
}

function countryName(code: string, language: string): string | null {
  if (!/^[A-Z]{2}$/.test(code)) return null
  const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(code)
  return name ?? null
}
