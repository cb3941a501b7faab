'use client'

import { createContext, useContext, useMemo } from 'react'
import type { Context, ReactElement, ReactNode } from 'react'
import type { Words } from '../words/grammar/words.js'
import type { ComponentLabels } from './components/labelOf.js'

/** Some of the kit's texts, each by its place in {@link Words}. */
export type SomeWords = Some<Words>

/** Any of it, at every depth. A text is whole: a string, or a function that writes one. */
type Some<Texts> = {
  readonly [Key in keyof Texts]?: Texts[Key] extends string | Callback ? Texts[Key] : Some<Texts[Key]>
}
type Callback = (...given: never[]) => string

/** Props of {@link WordsProvider}. */
export interface WordsProviderProps {
  /** A language (`import { de } from 'react-api-status/words/de'`), or the texts that you want otherwise. */
  readonly words: SomeWords
  readonly children?: ReactNode
}

const WordsContext: Context<SomeWords> = createContext<SomeWords>({})

/** Replaces texts of the widgets below it. What it leaves out stays as it was above, in English at last. */
export function WordsProvider({ words, children }: WordsProviderProps): ReactElement {
  const above = useContext(WordsContext)
  const merged = useMemo(() => mergeWords(above, words), [above, words])
  return <WordsContext.Provider value={merged}>{children}</WordsContext.Provider>
}

/** The texts of one group, over the English ones that the widget brings along. */
export function useWords<Group extends Exclude<keyof Words, 'locale' | 'gap'>>(
  group: Group,
  english: Words[Group],
): Words[Group] {
  const own = useContext(WordsContext)[group]
  return useMemo(() => mergeWords(english, own ?? {}), [english, own])
}

/** What people call components, by their names in the report. */
export function useLabels(): ComponentLabels | undefined {
  return useContext(WordsContext).components?.labels
}

/** What parts two sentences. */
export function useGap(): string {
  return useContext(WordsContext).gap ?? ' '
}

/** The language that numbers, times and lists are written in. */
export function useLocale(): string {
  return useContext(WordsContext).locale ?? 'en'
}

function mergeWords<Texts extends object>(under: Texts, over: Some<Texts>): Texts {
  const merged = { ...under } as Record<string, unknown>
  for (const [key, text] of Object.entries(over)) {
    if (text != null) merged[key] = typeof text === 'object' ? mergeWords(merged[key] ?? {}, text) : text
  }
  return merged as Texts
}
