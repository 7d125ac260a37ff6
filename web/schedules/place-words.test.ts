import { expect, test } from 'vitest'
import { countriesOf, partsOf, placeName } from './place-words.ts'

const places = [
  { place: 'DE', within: null, name: 'Germany' },
  { place: 'DE-BY', within: 'DE', name: 'Bayern' },
  { place: 'DE-BY-A', within: 'DE-BY', name: 'Stadt Augsburg' },
  { place: 'DE-BE', within: 'DE', name: 'Berlin' },
  { place: 'KR', within: null, name: 'South Korea' },
]

test('a country is named in the language of the reader, a part of it as it is known, with its country', () => {
  expect(placeName('KR', places, 'ko')).toBe('대한민국')
  expect(placeName('DE', places, 'en')).toBe('Germany')
  expect(placeName('DE-BY', places, 'ko')).toBe('Bayern, 독일')
  expect(placeName('DE-BY-A', places, 'en')).toBe('Stadt Augsburg, Bayern, Germany')
  // A place of a later release, or before the list is there.
  expect(placeName('ZZ-9', [], 'en')).toBe('ZZ-9')
})

test('countries stand in the order of the language, parts below what they are part of', () => {
  expect(countriesOf(places, 'ko').map(({ label }) => label)).toEqual(['대한민국', '독일'])
  expect(partsOf('DE', places)).toEqual([
    { value: 'DE-BY', label: 'Bayern' },
    { value: 'DE-BY-A', label: 'Bayern: Stadt Augsburg' },
    { value: 'DE-BE', label: 'Berlin' },
  ])
  expect(partsOf('KR', places)).toEqual([])
})
